// A process that stands for the distance to a Redis: each of its answers arrives a stated time later.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { readDistance } from '../config.ts';

const HOST = '127.0.0.1';
const { targetPort, delayMs } = readDistance();

interface Answer {
  readonly dueAtMs: number;
  readonly to: Socket;
  readonly bytes: Buffer;
}

/** In order of arrival, which is the order in which they are due. */
const answers: Answer[] = [];
let isReleasing = false;

/** Timers have steps of a millisecond: the last of it is slept away, which takes no CPU. */
const TIMER_MS = 1.2;
const cell = new Int32Array(new SharedArrayBuffer(4));

const release = (): void => {
  for (let next = answers[0]; next !== undefined; next = answers[0]) {
    const waitMs = next.dueAtMs - performance.now();
    if (waitMs > TIMER_MS) {
      setTimeout(release, waitMs - TIMER_MS);
      return;
    }
    if (waitMs > 0) Atomics.wait(cell, 0, 0, waitMs);
    answers.shift();
    if (!next.to.destroyed) next.to.write(next.bytes);
  }
  isReleasing = false;
};

const server = createServer({ noDelay: true }, (client) => {
  const target = connect({ host: HOST, port: targetPort, noDelay: true });
  client.pipe(target);
  target.on('data', (bytes) => {
    answers.push({ dueAtMs: performance.now() + delayMs, to: client, bytes });
    if (isReleasing) return;
    isReleasing = true;
    release();
  });
  for (const socket of [client, target]) socket.on('error', () => undefined);
  client.on('close', () => target.destroy());
  target.on('close', () => client.destroy());
});

server.listen(0, HOST, () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ event: 'ready', port, managementPort: port })}\n`);
});
// Nothing is on its way that anybody still waits for.
process.on('SIGTERM', () => process.exit(0));

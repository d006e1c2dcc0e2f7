// A TCP proxy that stands for the network between two processes, and does what networks do: delay, fall silent, break.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const HOST = '127.0.0.1';

/** What happens to bytes that arrive now. */
interface Weather {
  readonly delayMs: number;
  /** Resolves when the silence ends; absent while bytes pass. */
  readonly silence?: PromiseWithResolvers<void>;
  readonly isCut: boolean;
}

const CLEAR: Weather = { delayMs: 0, isCut: false };

/** Get one from `FaultProxy.start` or `stack.proxy`. Every method takes effect at once, on open connections too. */
export class FaultProxy implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;
  readonly #targetPort: number;
  readonly #sockets = new Set<Socket>();
  #weather: Weather = CLEAR;

  private constructor(server: Server, targetPort: number) {
    this.#server = server;
    this.#targetPort = targetPort;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (client) => this.#join(client));
  }

  /** Listens on 127.0.0.1, on a free port, and passes everything on to `targetPort` there. */
  static async start(targetPort: number): Promise<FaultProxy> {
    const server = createServer({ noDelay: true }).listen(0, HOST);
    await once(server, 'listening');
    return new FaultProxy(server, targetPort);
  }

  /** How many connections are open through it, in either direction. */
  get openConnections(): number {
    return this.#sockets.size / 2;
  }

  /** Every byte takes this much longer, in each direction; the order stays. */
  delay(delayMs: number): void {
    this.#turn({ delayMs, isCut: false });
  }

  /** Half-open: connections stay, new ones are accepted, and no byte passes until `heal`. Then all of them do, as TCP has it. */
  hang(): void {
    this.#turn({ delayMs: 0, isCut: false, silence: Promise.withResolvers<void>() });
  }

  /** Every connection is reset, and each new one too, until `heal`. */
  cut(): void {
    this.#turn({ delayMs: 0, isCut: true });
    for (const socket of this.#sockets) reset(socket);
  }

  heal(): void {
    this.#turn(CLEAR);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.cut();
    await closed;
  }

  #turn(weather: Weather): void {
    const before = this.#weather;
    this.#weather = weather;
    before.silence?.resolve();
  }

  #join(client: Socket): void {
    if (this.#weather.isCut) {
      reset(client);
      return;
    }
    const target = connect({ host: HOST, port: this.#targetPort, noDelay: true });
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      this.#sockets.add(from);
      from.on('close', () => this.#sockets.delete(from));
      this.#pipe(from, to);
    }
  }

  #pipe(from: Socket, to: Socket): void {
    let passed: Promise<void> = Promise.resolve();
    const after = (step: () => void): void => {
      passed = this.#inOrder(passed, performance.now() + this.#weather.delayMs, () => {
        if (!to.destroyed) step();
      });
    };
    from.on('data', (chunk) => after(() => void to.write(chunk)));
    from.on('end', () => after(() => void to.end()));
    from.on('error', () => reset(to));
    from.on('close', (hadError) => {
      if (hadError) reset(to);
    });
  }

  async #inOrder(before: Promise<void>, dueAtMs: number, step: () => void): Promise<void> {
    await before;
    const waitMs = dueAtMs - performance.now();
    if (waitMs > 0) await delay(waitMs);
    while (this.#weather.silence !== undefined) await this.#weather.silence.promise;
    step();
  }
}

/** While its end is being sent a socket cannot be reset: Node 24 then leaves a handle behind that no exit gets past. */
const reset = (socket: Socket): void => {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
};

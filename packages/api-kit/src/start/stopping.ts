// Stops an API gently: at SIGTERM it first tells the balancer, then goes on answering until nobody asks any more.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { ManagementServer } from '../management/management-server.ts';
import type { ApiParts } from './api-parts.ts';
import { closeParts } from './open-parts.ts';

/** What is stopped. */
export interface Run {
  readonly app: NestExpressApplication;
  readonly parts: ApiParts;
  readonly management: ManagementServer;
}

const DRAIN_TIMEOUT_MS = 10_000;
/** Node closes idle connections once; those that become idle later would stay until their time-out. */
const IDLE_SWEEP_MS = 50;

export class Stopping {
  #hasBegun = false;

  /** @throws {Error} once the process was told to stop: a balancer shall send nothing more */
  insistOnService(): void {
    if (this.#hasBegun) throw new Error('the process is stopping');
  }

  /** The first signal stops it; SIGINT, which a person at a terminal sends, without any delay. */
  onSignals(run: Run): void {
    const stopAt = (delayMs: number) => () => {
      if (this.#hasBegun) return;
      this.#hasBegun = true;
      void stop(run, delayMs).then(() => process.exit(0));
    };
    process.on('SIGTERM', stopAt(run.parts.config.DRAIN_DELAY_MS));
    process.on('SIGINT', stopAt(0));
  }
}

/** Requests under way get their answer; a kept-alive connection closes as soon as it is idle. */
const stop = async ({ app, parts, management }: Run, delayMs: number): Promise<void> => {
  const server = app.getHttpServer();
  // A balancer keeps connections open and sends its next request on one of them: were it closed just then, that request
  // would be lost. So each is closed by an answer that says so (RFC 9112, 9.6), while all are still served.
  server.prependListener('request', lastOnItsConnection);
  await sleep(delayMs);
  const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
  const force = setTimeout(() => server.closeAllConnections(), DRAIN_TIMEOUT_MS);
  await app.close();
  clearInterval(sweep);
  clearTimeout(force);
  await management.close();
  await closeParts(parts);
  parts.log.info({ event: 'stopped' });
};

const lastOnItsConnection = (_request: IncomingMessage, response: ServerResponse): void => {
  response.setHeader('Connection', 'close');
};

// Finds a free port for a program that cannot say which one it was given.
import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

export interface PortChoice {
  /** Default: a free one. */
  readonly port?: number;
  /** Where a free port is looked for; for tests. */
  readonly pickPort?: () => number;
}

/** Outside the ranges that Linux (from 32768) and macOS (from 49152) give to outgoing connections: a restart must get its port back. */
const PORTS = { min: 20_000, max: 32_000 } as const;
const ATTEMPTS = 20;
/** The waits grow by this, to 10 s in all: the time a package manager needs. */
const ATTEMPT_STEP_MS = 50;

/**
 * Starts something on the given port, or on ports at random until it starts.
 *
 * @param mayPass whether another attempt may go well after this error
 * @throws what `start` throws
 */
export const onFreePort = async <T>(
  { port, pickPort = randomPort }: PortChoice,
  start: (port: number) => Promise<T>,
  mayPass: (error: unknown) => boolean,
): Promise<T> => {
  if (port !== undefined) return await start(port);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(pickPort());
    } catch (error) {
      if (!mayPass(error) || attempt >= ATTEMPTS) throw error;
      await delay(attempt * ATTEMPT_STEP_MS);
    }
  }
};

const randomPort = (): number => randomInt(PORTS.min, PORTS.max);

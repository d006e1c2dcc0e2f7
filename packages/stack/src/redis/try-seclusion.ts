// Finds out by trying whether this machine allows a Redis in a network of its own.
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { NetworkError } from '../network/network-error.ts';
import { RedisStartError } from './redis-start-error.ts';
import { type SecludedRedis, startSecludedRedis } from './secluded-redis.ts';

export type Seclusion = { readonly state: 'possible' } | { readonly state: 'impossible'; readonly reason: string };

/** Shorter than any answer of a network that has one takes on this machine. */
const LISTEN_MS = 200;

/**
 * Starts one, pulls its cable and listens whether there is silence; nothing of it is left afterwards.
 *
 * @throws {ProgramMissingError} when there is no Redis; the signal's reason when aborted
 */
export const trySeclusion = async (signal?: AbortSignal): Promise<Seclusion> => {
  try {
    await using redis = await startSecludedRedis(signal);
    await redis.unplug();
    const heard = await knock(redis);
    return heard === 'nothing'
      ? { state: 'possible' }
      : impossible(`with the cable pulled a connection still ends with ${heard}`);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof NetworkError) return impossible(error.reason);
    if (error instanceof RedisStartError) return impossible(error.lastLine);
    throw error;
  }
};

const impossible = (reason: string): Seclusion => ({ state: 'impossible', reason });

const knock = async ({ server: { url, port } }: SecludedRedis): Promise<string> => {
  const socket = connect({ host: new URL(url).hostname, port });
  try {
    return await Promise.race([
      new Promise<string>((resolve) => {
        socket.once('connect', () => resolve('a connection'));
        socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(String(code)));
      }),
      delay(LISTEN_MS, 'nothing'),
    ]);
  } finally {
    socket.destroy();
  }
};

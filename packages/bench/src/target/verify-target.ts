// Shows that a target does its work before it is measured: a server that lets everybody in would win every benchmark.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '@authlab/client';
import { principalSchema } from '@authlab/contract';
import type { RedisSampler } from '../sample/redis-sampler.ts';
import { type Login, meRequest } from './log-in.ts';
import { brokenRedisPromise } from './redis-promise.ts';
import { TargetError } from './target-error.ts';
import type { TargetName } from './target-name.ts';

export interface VerifiedTarget {
  readonly target: TargetName;
  readonly login: Login;
  /** Absent where several replicas share a Redis, whose commands then belong to none of them. */
  readonly redis?: RedisSampler;
}

const COUNTED_REQUESTS = 20;
const LATE_TOUCH_MS = 100;

/**
 * Checks that `/me` answers the right user, refuses without and with a tampered credential, that the control arm
 * answers in the same shape, and that Redis sees exactly what the strategy promises.
 *
 * @throws {TargetError} naming the first thing that is wrong
 */
export const verifyTarget = async ({ target, login, redis }: VerifiedTarget): Promise<void> => {
  const { client, userId } = login;
  const insist = (right: boolean, what: string): void => {
    if (!right) throw new TargetError(`${target} is not measured, because ${what}`);
  };
  const me = await client.send('me');
  insist(me.status === 200, `GET /me with a fresh credential answers ${me.status}`);
  insist(principalOf(me)?.id === userId, 'GET /me does not answer the user who logged in');
  const nobody = await client.send('me', { anonymous: true });
  insist(nobody.status === 401, `GET /me without a credential answers ${nobody.status}`);
  const tampered = await client.send('me', { anonymous: true, headers: tamper(meRequest(login).headers) });
  insist(tampered.status === 401, `GET /me with a tampered credential answers ${tampered.status}`);
  const open = await client.send('public', { anonymous: true });
  insist(open.status === 200 && principalOf(open) !== undefined, 'GET /public does not answer in the shape of GET /me');
  const fault = redis === undefined ? undefined : await countRedis({ target, login }, redis);
  insist(fault === undefined, fault ?? '');
};

const principalOf = ({ body }: Answer) => principalSchema.safeParse(body).data;

/**
 * Changes each part of the credential: every cookie, because a library may hold a copy of the session in one of them and
 * ask its store when that copy is spoilt.
 */
const tamper = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.split('; ').map(withOtherCharacter).join('; ')]),
  );

/** Near the end: inside the cookie's signature, and the token's. */
const withOtherCharacter = (text: string): string => {
  const at = text.length - 10;
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
};

const countRedis = async ({ target, login }: VerifiedTarget, redis: RedisSampler): Promise<string | undefined> => {
  await redis.reset();
  for (let request = 0; request < COUNTED_REQUESTS; request += 1) await login.client.send('me');
  const judge = async () => {
    const { commands } = await redis.read();
    return brokenRedisPromise(target, commands, { requests: COUNTED_REQUESTS, credentials: 1 });
  };
  if ((await judge()) === undefined) return undefined;
  // A touch is off the path of its answer: the last one may arrive a moment later.
  await sleep(LATE_TOUCH_MS);
  return await judge();
};

// Shows that a target does its work before it is measured: a server that lets everybody in would win every benchmark.
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

/** Changes one character near the end of each: inside the cookie's signature, and the token's. */
const tamper = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const at = value.length - 10;
      const other = value[at] === 'A' ? 'B' : 'A';
      return [name, value.slice(0, at) + other + value.slice(at + 1)];
    }),
  );

const countRedis = async ({ target, login }: VerifiedTarget, redis: RedisSampler): Promise<string | undefined> => {
  await redis.reset();
  for (let request = 0; request < COUNTED_REQUESTS; request += 1) await login.client.send('me');
  const { commands } = await redis.read();
  return brokenRedisPromise(target, commands, { requests: COUNTED_REQUESTS, credentials: 1 });
};

// Shows that a target does its work before it is measured: a server that lets everybody in would win every benchmark.
import { principalSchema, ROUTES, type Strategy } from '@authlab/contract';
import type { LoadPool } from '../load/load-pool.ts';
import type { RedisSampler } from '../sample/redis-sampler.ts';
import { type Answer, call } from './call.ts';
import type { Credential } from './log-in.ts';
import { brokenRedisPromise } from './redis-promise.ts';
import { TargetError } from './target-error.ts';

export interface VerifiedTarget {
  readonly target: Strategy;
  readonly pool: LoadPool;
  readonly credential: Credential;
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
export const verifyTarget = async (verified: VerifiedTarget): Promise<void> => {
  const { target, pool, credential, redis } = verified;
  const get = (path: string, headers = {}): Promise<Answer> => call(pool, { method: 'GET', path, headers });
  const insist = (right: boolean, what: string): void => {
    if (!right) throw new TargetError(`${target} is not measured, because ${what}`);
  };
  const me = await get(ROUTES.me.path, credential.headers);
  insist(me.status === 200, `GET /me with a fresh credential answers ${me.status}`);
  insist(principalOf(me)?.id === credential.userId, 'GET /me does not answer the user who logged in');
  const anonymous = await get(ROUTES.me.path);
  insist(anonymous.status === 401, `GET /me without a credential answers ${anonymous.status}`);
  const tampered = await get(ROUTES.me.path, tamper(credential));
  insist(tampered.status === 401, `GET /me with a tampered credential answers ${tampered.status}`);
  const open = await get(ROUTES.public.path);
  insist(open.status === 200 && principalOf(open) !== undefined, 'GET /public does not answer in the shape of GET /me');
  if (redis !== undefined) {
    const fault = await countRedis(verified, redis);
    insist(fault === undefined, fault ?? '');
  }
};

const principalOf = ({ text }: Answer) => principalSchema.safeParse(JSON.parse(text)).data;

/** Changes one character in the middle of the last part: the cookie's signature, or the token's. */
const tamper = ({ headers }: Credential): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const at = value.length - 10;
      const other = value[at] === 'A' ? 'B' : 'A';
      return [name, value.slice(0, at) + other + value.slice(at + 1)];
    }),
  );

const countRedis = async ({ target, pool, credential }: VerifiedTarget, redis: RedisSampler) => {
  await redis.reset();
  for (let request = 0; request < COUNTED_REQUESTS; request += 1) {
    await call(pool, { method: 'GET', path: ROUTES.me.path, headers: credential.headers });
  }
  const { commands } = await redis.read();
  return brokenRedisPromise(target, commands, { requests: COUNTED_REQUESTS, credentials: 1 });
};

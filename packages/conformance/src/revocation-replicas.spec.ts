// REVOCATION_REPLICAS: a revocation that was answered with success outlives the master; one that might not is answered 503.
import { join } from 'node:path';
import { ROUTES, type Strategy } from '@authlab/contract';
import {
  apiReplica,
  makeApiSecrets,
  openStack,
  type Replica,
  schemeOf,
  type SentinelRedis,
  type Stack,
} from '@authlab/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminAt, isAccepted, type Victim, victimsOf } from './replicated-victims.ts';
import { SUITE_ENV, untilReady } from './target.ts';

const STRATEGIES: readonly Strategy[] = [
  'session/redis',
  'session/tracked',
  'jwt/stateless',
  'jwt/denylist',
  'jwt/pushed',
];
const START_TIMEOUT_MS = 120_000;
const CONFIRMS_WITHIN_MS = 20_000;
/** Long enough for a replica on a busy machine; so long takes a revocation that nobody confirms. */
const ENV = {
  ...SUITE_ENV,
  ACCESS_TTL_SECONDS: '300',
  REFRESH_GRACE_SECONDS: '0',
  REDIS_DEADLINE_MS: '700',
  // Logging in again and again, until the new master is found, is part of the test.
  LOGIN_LIMIT_PER_ACCOUNT: '0',
  REVOCATION_REPLICAS: '1',
};

type Answers = readonly (readonly [event: string, status: number])[];

/** All at once: they share the rounds in which replicas are waited for. */
const revokeAll = async (victims: readonly Victim[]): Promise<Answers> =>
  await Promise.all(victims.map(async ({ event, revoke }) => [event, await revoke()] as const));

interface Played {
  readonly confirmed: readonly Victim[];
  readonly unconfirmed: readonly Victim[];
  readonly answers: { readonly confirmed: Answers; readonly unconfirmed: Answers };
  /** Of the unconfirmed, at the process that answered 503. */
  readonly acceptedMeanwhile: readonly string[];
  /** Started after the failover: it knows what Redis knows, and nothing from memory. */
  readonly after: Replica;
}

let stack: Stack;
const played = new Map<Strategy, Played>();

const playedOf = (strategy: Strategy): Played => {
  const found = played.get(strategy);
  if (found === undefined) throw new Error(`${strategy} was not played`);
  return found;
};

const acceptedOf = async (victims: readonly Victim[], strategy: Strategy, at: Replica): Promise<string[]> => {
  const all = victims.map(async (victim) => ((await isAccepted(victim, strategy, at)) ? [victim.event] : []));
  return (await Promise.all(all)).flat();
};

const failOver = async (group: SentinelRedis): Promise<void> => {
  const master = await group.master();
  await master.kill();
  await group.untilOtherMaster(master);
  await group.resumeReplication();
};

/** An API before the failover, with two sets of people; how its successor is started. */
const openCast = async (strategy: Strategy, group: SentinelRedis) => {
  const databaseUrl = `sqlite:${join(await stack.folder('users'), 'users.db')}`;
  const place = { redisEnv: group.apiEnv, databaseUrl, secrets: makeApiSecrets(), env: ENV };
  const start = async (): Promise<Replica> => await stack.replica(apiReplica(strategy, place));
  const before = await start();
  const admin = await adminAt(before, schemeOf(strategy));
  const confirmed = await victimsOf(before, strategy, admin);
  const unconfirmed = await victimsOf(before, strategy, admin);
  return { strategy, start, before, confirmed, unconfirmed };
};

/** All strategies at once, on one Redis whose master dies. */
beforeAll(async () => {
  stack = await openStack();
  const group = await stack.sentinelRedis();
  const casts = await Promise.all(STRATEGIES.map(async (strategy) => await openCast(strategy, group)));
  const confirmed = await Promise.all(casts.map(async (cast) => await revokeAll(cast.confirmed)));
  await group.stopReplication();
  const unconfirmed = await Promise.all(casts.map(async (cast) => await revokeAll(cast.unconfirmed)));
  const meanwhile = await Promise.all(
    casts.map(async (cast) => await acceptedOf(cast.unconfirmed, cast.strategy, cast.before)),
  );
  await failOver(group);
  await Promise.all(
    casts.map(async (cast, place) => {
      const after = await cast.start();
      await untilReady(after);
      const answers = { confirmed: confirmed[place] ?? [], unconfirmed: unconfirmed[place] ?? [] };
      played.set(cast.strategy, { ...cast, answers, acceptedMeanwhile: meanwhile[place] ?? [], after });
    }),
  );
}, START_TIMEOUT_MS);
afterAll(async () => await stack.close());

describe.each(STRATEGIES)('%s', (strategy) => {
  it('answers a revocation with success when a replica has it', () => {
    const { answers, confirmed } = playedOf(strategy);
    expect(answers.confirmed).toEqual(confirmed.map(({ event, success }) => [event, success]));
  });

  it('answers 503 when no replica has it, and refuses the credential all the same', () => {
    const { answers, unconfirmed, acceptedMeanwhile } = playedOf(strategy);
    expect(answers.unconfirmed).toEqual(unconfirmed.map(({ event }) => [event, 503]));
    expect(acceptedMeanwhile).toEqual([]);
  });

  it('refuses, after the master has died, whatever was answered with success', async () => {
    const { confirmed, after } = playedOf(strategy);
    expect(await acceptedOf(confirmed, strategy, after)).toEqual([]);
  });

  it('had a reason to answer 503: that logout died with the master', async () => {
    const { unconfirmed, after } = playedOf(strategy);
    expect(await acceptedOf(unconfirmed, strategy, after)).toContain('logout');
  });

  it('confirms again when a replica has found the new master', async () => {
    const client = await adminAt(playedOf(strategy).after, schemeOf(strategy));
    const { success } = ROUTES.logoutEverywhere;
    const statuses: number[] = [];
    const endMs = performance.now() + CONFIRMS_WITHIN_MS;
    while (statuses.at(-1) !== success && performance.now() < endMs)
      statuses.push((await client.send('logoutEverywhere', { body: { keepCurrent: true } })).status);
    expect(statuses.slice(0, -1).filter((status) => status !== 503)).toEqual([]);
    expect(statuses.at(-1)).toBe(success);
  });
});

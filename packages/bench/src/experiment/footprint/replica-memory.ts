// What a login session and a revocation take of a replica's own memory: its heap while they become more.
import { setTimeout as sleep } from 'node:timers/promises';
import { makeApiSecrets, openStack, type Stack } from '@authlab/stack';
import type { Strategy } from '@authlab/contract';
import type { FootprintProfile } from '../../profile/footprint-profile.ts';
import type { MemoryPoint, ReplicaMemoryRecord } from '../../result/footprint-record.ts';
import { openRedisStore, type RedisStore } from '../../sample/redis-store.ts';
import { type Account, clientAt, logIn, type Login, logInAll } from '../../target/log-in.ts';
import { openSolo, type Solo } from '../../target/open-solo.ts';
import { TargetError } from '../../target/target-error.ts';
import { copyRevocations } from './copy-revocations.ts';
import { useTwice } from './use-logins.ts';

export interface ReplicaMemoryOptions {
  readonly stack: Stack;
  readonly target: Strategy;
  readonly profile: FootprintProfile['replicaMemory'];
  readonly seed: number;
  readonly databaseFile: string;
  readonly accounts: readonly Account[];
  readonly signal: AbortSignal;
}

/** @throws {TargetError} when a replica does not start, refuses a login, or does not learn of a revocation */
export const measureReplicaMemory = async (options: ReplicaMemoryOptions): Promise<ReplicaMemoryRecord[]> => {
  const { target, profile, databaseFile, signal } = options;
  await using stack = await options.stack.own(() => openStack());
  const shared = { target, databaseFile, secrets: makeApiSecrets(), signal };
  const home = await openSolo(stack, shared);
  const replicas = await Promise.all(
    Array.from({ length: profile.replicas }, () =>
      openSolo(stack, { ...shared, server: home.server, execArgv: ['--expose-gc'] }),
    ),
  );
  const served = await measureServed(home, replicas, options);
  if (target !== 'jwt/pushed') return served;
  const store = await stack.own(() => openRedisStore(home.server.url));
  return [...served, ...(await measureRevoked({ home, replicas, store }, options))];
};

/** Each login session is used once at each replica; where replicas share nothing, it is begun there. */
const measureServed = async (
  home: Solo,
  replicas: readonly Solo[],
  { target, profile, accounts }: ReplicaMemoryOptions,
): Promise<ReplicaMemoryRecord[]> => {
  const everybody = Array.from({ length: profile.loginSessions }, (_, at) => accounts[at % accounts.length] as Account);
  const isAlone = target === 'session/memory';
  const logins = isAlone ? [] : await logInAll(target, home.pool, everybody);
  return await Promise.all(
    replicas.map(async (solo, replica) => {
      const points: MemoryPoint[] = [];
      let done = 0;
      for (const count of countsOf(profile.loginSessions, profile.points)) {
        if (isAlone) await logInAll(target, solo.pool, everybody.slice(done, count));
        else await useTwice(solo, logins.slice(done, count));
        done = count;
        points.push({ count, bytes: await heapBytes(solo) });
      }
      return { ...recordOf(solo, 'served', replica), points, rssBytes: await rssBytes(solo) };
    }),
  );
};

interface Stage {
  readonly home: Solo;
  readonly replicas: readonly Solo[];
  readonly store: RedisStore;
}

/** A few logouts, and copies of what they wrote into the stream that every replica follows. */
const measureRevoked = async (stage: Stage, options: ReplicaMemoryOptions): Promise<ReplicaMemoryRecord[]> => {
  const { home, replicas, store } = stage;
  const { profile, accounts, seed } = options;
  const points = replicas.map((): MemoryPoint[] => []);
  const somebody = (): Promise<Login> => logIn(home.target, home.pool, accounts[0] as Account);
  await logOut(await somebody());
  let done = 1;
  for (const count of countsOf(profile.revocations, profile.points)) {
    const victim = await somebody();
    await copyRevocations(store, { from: done, to: count - 1, seed });
    await logOut(victim);
    done = count;
    await Promise.all(replicas.map((solo) => untilRefused(solo, victim)));
    for (const [at, solo] of replicas.entries()) points[at]?.push({ count, bytes: await heapBytes(solo) });
  }
  return await Promise.all(
    replicas.map(async (solo, replica) => ({
      ...recordOf(solo, 'revoked', replica),
      points: points[replica] ?? [],
      rssBytes: await rssBytes(solo),
    })),
  );
};

const recordOf = ({ target }: Solo, kind: ReplicaMemoryRecord['kind'], replica: number) =>
  ({ type: 'footprint-replica-memory', target, kind, replica }) as const;

const countsOf = (last: number, points: number): number[] =>
  Array.from({ length: points }, (_, at) => Math.round((last * (at + 1)) / points));

const heapBytes = async ({ replica }: Solo): Promise<number> => (await replica.usageAfterCollection()).heapUsedBytes;

const rssBytes = async ({ replica }: Solo): Promise<number> => (await replica.usage()).rssBytes;

const logOut = async ({ client }: Login): Promise<void> => {
  const { status } = await client.copy().send('logout');
  if (status !== 204) throw new TargetError(`the answer to a logout is ${status}`);
};

const ASK_AGAIN_MS = 20;
const MAX_ASKS = 500;

/** The stream keeps its order: who knows its last entry knows all of them. */
const untilRefused = async (solo: Solo, victim: Login): Promise<void> => {
  const client = clientAt(victim, solo.pool);
  for (let asked = 0; asked < MAX_ASKS; asked += 1) {
    if ((await client.send('me')).status === 401) return;
    await sleep(ASK_AGAIN_MS);
  }
  throw new TargetError(`${solo.target}: a replica does not learn of a logout`);
};

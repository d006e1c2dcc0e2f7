// What a login session takes of Redis's memory: used_memory while real logins, and then copies of them, become more.
import { openStack, type Stack } from '@authlab/stack';
import type { FootprintProfile } from '../../profile/footprint-profile.ts';
import type { MemoryPoint, MemoryRecord } from '../../result/footprint-record.ts';
import { openRedisStore, type RedisStore } from '../../sample/redis-store.ts';
import { derivedSeed } from '../../stats/seeded-random.ts';
import { type Account, logInAll } from '../../target/log-in.ts';
import { openSolo, type Solo } from '../../target/open-solo.ts';
import type { TargetName } from '../../target/target-name.ts';
import { accountsOf } from './accounts-of.ts';
import { copyLogins } from './copy-logins.ts';
import { useTwice } from './use-logins.ts';
import { type LoginTemplate, loginTemplates, withoutIndex } from './login-template.ts';

/** What is logged in to. */
export interface MemorySubject {
  readonly target: TargetName;
  readonly claimsBytes: number;
}

export interface RedisMemoryOptions {
  readonly stack: Stack;
  readonly subject: MemorySubject;
  readonly profile: FootprintProfile['memory'];
  readonly seed: number;
  readonly databaseFile: string;
  /** Of the strategies; a comparator has its own. */
  readonly accounts: readonly Account[];
  readonly signal: AbortSignal;
  readonly report: (share: number, doing: string) => void;
}

/** More would only make the script's words longer: all logins leave the same. */
const TEMPLATES = 20;
/** By default Redis remembers who has read a million keys, which are half a million login sessions, and forgets the rest. */
const ROOM_FOR_ALL = { 'tracking-table-max-keys': '0' } as const;

/** Every round starts with an empty store. @throws {TargetError} when the target does not start or refuses a login */
export const measureRedisMemory = async (options: RedisMemoryOptions): Promise<MemoryRecord[]> => {
  const { subject, profile, signal } = options;
  await using stack = await options.stack.own(() => openStack());
  const env: Record<string, string> = subject.claimsBytes === 0 ? {} : { CLAIMS_BYTES: String(subject.claimsBytes) };
  const solo = await openSolo(stack, { target: subject.target, databaseFile: options.databaseFile, env, signal });
  const accounts = await accountsOf(solo, options.accounts, profile.logins);
  const stores = {
    real: await stack.own(() => openRedisStore(solo.server.url)),
    copies: await stack.own(async () =>
      openRedisStore((await stack.redis({ signal, config: ROOM_FOR_ALL })).url, { isTracked: isTracked(subject) }),
    ),
  };
  const records: MemoryRecord[] = [];
  for (let round = 0; round < profile.rounds; round += 1) {
    options.report(round / profile.rounds, `round ${round + 1} of ${profile.rounds}`);
    records.push(...(await measureRound({ solo, stores, accounts, round }, options)));
  }
  return records;
};

/** Redis remembers what its replicas have read: a login session that was never used would take less. */
const isTracked = ({ target }: Pick<MemorySubject, 'target'>): boolean => target === 'session/tracked';

/** A million login sessions full of claims would not fit into the memory of many a machine. */
const mostCopies = ({ claimsBytes }: MemorySubject, { copies, logins }: FootprintProfile['memory']): number =>
  claimsBytes === 0 ? copies : Math.max(logins, copies / 10);

interface Round {
  readonly solo: Solo;
  readonly stores: { readonly real: RedisStore; readonly copies: RedisStore };
  readonly accounts: readonly Account[];
  readonly round: number;
}

const measureRound = async (round: Round, options: RedisMemoryOptions): Promise<MemoryRecord[]> => {
  const { profile, subject, seed, signal } = options;
  const half = profile.logins / 2;
  const real = await logInPoints(round, half);
  const templates = loginTemplates(await round.stores.real.keys()).slice(0, TEMPLATES);
  const areRead = isTracked(subject);
  const fill = { store: round.stores.copies, seed: derivedSeed(seed, round.round), signal, areRead };
  const copies = await copyPoints({ ...fill, templates, counts: doublings(half, mostCopies(subject, profile)) });
  const bare = templates.map(withoutIndex);
  const members = await copyPoints({ ...fill, templates: bare, counts: [half, profile.logins] });
  const record = { type: 'footprint-memory', ...subject, round: round.round } as const;
  return [
    { ...record, source: 'logins', points: real },
    { ...record, source: 'copies', points: copies },
    { ...record, source: 'members', points: members },
  ];
};

const logInPoints = async ({ solo, stores, accounts }: Round, half: number): Promise<MemoryPoint[]> => {
  await stores.real.clear();
  const points: MemoryPoint[] = [];
  for (const from of [0, half]) {
    const logins = await logInAll(solo.target, solo.pool, accounts.slice(from, from + half));
    if (isTracked(solo)) await useTwice(solo, logins);
    points.push({ count: from + half, bytes: await stores.real.settledBytes() });
  }
  return points;
};

interface Filling {
  readonly store: RedisStore;
  readonly templates: readonly LoginTemplate[];
  readonly counts: readonly number[];
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly areRead: boolean;
}

const copyPoints = async ({ store, counts, signal, ...copied }: Filling): Promise<MemoryPoint[]> => {
  await store.clear();
  const points: MemoryPoint[] = [];
  for (const count of counts) {
    signal.throwIfAborted();
    await copyLogins(store, { ...copied, from: points.at(-1)?.count ?? 0, to: count });
    points.push({ count, bytes: await store.settledBytes() });
  }
  return points;
};

/** The first, and twice as many up to the last; the last itself and its half, where it is none of these. */
export const doublings = (first: number, last: number): number[] => {
  const counts = new Set<number>();
  for (let count = first; count <= last; count *= 2) counts.add(count);
  counts.add(last / 2).add(last);
  return [...counts].toSorted((left, right) => left - right);
};

// Reads what Redis holds of one user.
import type { RevocationStream, StoredKey, StoreView } from '../../protocol/store-view.ts';
import type { Strategy } from '@authlab/contract';
import { markSecrets } from '../mark-secrets.ts';
import { SECRETS_IN_REDIS } from '../secret-patterns.ts';
import type { Observer } from './connect-observer.ts';
import { REVOCATION_STREAM, tagOf } from './key-names.ts';
import { within } from './within.ts';

const LIMIT_MS = 1000;
const MAX_VALUE = 512;
const MAX_KEYS = 200;
const SCAN_COUNT = 1000;
const LAST_ENTRIES = 5;

export interface StoreQuestion {
  readonly strategy: Strategy;
  readonly userId: string;
  readonly nowMs: number;
}

export const readStore = async (redis: Observer, { strategy, userId, nowMs }: StoreQuestion): Promise<StoreView> => {
  const scheme = strategy.startsWith('session/') ? 'session' : 'jwt';
  const read = await within(LIMIT_MS, Promise.all([keysOf(redis, tagOf(userId)), streamOf(redis)]));
  if (read === undefined) return { status: 'unreachable', scheme, atMs: nowMs };
  const [keys, stream] = read;
  const heldInMemory = strategy === 'session/memory';
  return { status: 'read', scheme, atMs: nowMs, keys, heldInMemory, ...(stream === undefined ? {} : { stream }) };
};

const keysOf = async (redis: Observer, tag: string): Promise<StoredKey[]> => {
  const names = new Set<string>();
  for await (const page of redis.scanIterator({ MATCH: `*{${tag}}*`, COUNT: SCAN_COUNT })) {
    for (const name of page) names.add(name);
  }
  const sorted = [...names].toSorted().slice(0, MAX_KEYS);
  const keys = await Promise.all(sorted.map(async (name) => await keyOf(redis, name)));
  return keys.filter((key) => key !== undefined);
};

/** @returns undefined when it has expired meanwhile */
const keyOf = async (redis: Observer, name: string): Promise<StoredKey | undefined> => {
  const [type, ttlMs, sizeBytes] = await Promise.all([redis.type(name), redis.pTTL(name), redis.memoryUsage(name)]);
  if (sizeBytes === null) return undefined;
  const value = await valueOf(redis, name, type);
  return {
    key: markSecrets(name, SECRETS_IN_REDIS),
    role: roleOf(name),
    type,
    sizeBytes,
    value: markSecrets(value, SECRETS_IN_REDIS, MAX_VALUE),
    ...(ttlMs < 0 ? {} : { ttlMs }),
  };
};

const valueOf = async (redis: Observer, name: string, type: string): Promise<string> => {
  if (type === 'string') return (await redis.get(name)) ?? '';
  if (type === 'hash') return JSON.stringify(await redis.hGetAll(name));
  if (type !== 'zset') return '';
  const members = await redis.zRangeWithScores(name, 0, -1);
  return members.map(({ value, score }) => `${value} (${new Date(score).toISOString()})`).join('\n');
};

const ROLES: readonly (readonly [RegExp, StoredKey['role']])[] = [
  [/\}:index$/u, 'index'],
  [/^sess:/u, 'session'],
  [/^family:.*\}:denied:/u, 'denied'],
  [/^family:.*\}:epoch$/u, 'epoch'],
  [/^family:/u, 'family'],
];

const roleOf = (name: string): StoredKey['role'] => ROLES.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';

const streamOf = async (redis: Observer): Promise<RevocationStream | undefined> => {
  const length = await redis.xLen(REVOCATION_STREAM);
  if (length === 0) return undefined;
  const entries = await redis.xRevRange(REVOCATION_STREAM, '+', '-', { COUNT: LAST_ENTRIES });
  return { length, last: (entries ?? []).map(({ id, message }) => ({ id, fields: { ...message } })) };
};

// Reads and fills a Redis server over a connection of our own, whose own memory does not count.
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';

/** What stands in a store under one key. */
export interface StoredKey {
  readonly name: string;
  readonly ttlMs: number;
  readonly value:
    | { readonly type: 'string'; readonly text: string }
    | { readonly type: 'hash'; readonly fields: readonly string[] }
    | { readonly type: 'zset'; readonly members: readonly { readonly score: number; readonly member: string }[] };
}

export interface RedisStore extends AsyncDisposable {
  /** `used_memory` without the buffers of connections, once it no longer changes. */
  readonly settledBytes: () => Promise<number>;
  /** Every key of a type that a login writes. */
  readonly keys: () => Promise<readonly StoredKey[]>;
  /** Forgets everything, at once. */
  readonly clear: () => Promise<void>;
  /** Runs a script that names its keys itself (on one server, not on a cluster) and gives them back. */
  readonly script: (source: string, words: readonly string[]) => Promise<readonly string[]>;
  /** Reads these keys and throws the answer away. */
  readonly touch: (names: readonly string[]) => Promise<void>;
  /** The newest entry of a stream. */
  readonly lastEntry: (stream: string) => Promise<Readonly<Record<string, string>> | undefined>;
}

/** @throws the driver's error when the server cannot be reached */
export const openRedisStore = async (
  url: string,
  { isTracked = false }: { readonly isTracked?: boolean } = {},
): Promise<RedisStore> => {
  const client = clientOf(url);
  // A lost connection shows as the failure of the next command.
  client.on('error', () => undefined);
  await client.connect();
  // Redis remembers what this connection has read, and tells it of each change, which nobody here listens to.
  if (isTracked) await client.sendCommand(['CLIENT', 'TRACKING', 'ON']);
  return {
    settledBytes: () => settled(async () => datasetBytes(...(await readMemory(client)))),
    keys: () => readKeys(client),
    clear: async () => void (await client.flushAll('SYNC')),
    script: async (source, words) => ((await client.eval(source, { arguments: [...words] })) ?? []) as string[],
    touch: async (names) => void (await client.exists([...names])),
    lastEntry: async (stream) => {
      const entries = await client.xRevRange(stream, '+', '-', { COUNT: 1 });
      return entries?.[0]?.message;
    },
    [Symbol.asyncDispose]: async () => client.destroy(),
  };
};

/** What the connections of the API and of the lab hold is not the sessions' memory. */
export const datasetBytes = (info: string, connections: readonly { readonly totMem?: number }[]): number =>
  connections.reduce((bytes, { totMem = 0 }) => bytes - totMem, Number(/^used_memory:(\d+)/mu.exec(info)?.[1]));

/** In one step. INFO's own sum of the connections is up to a second old, and a buffer is as much as many login sessions. */
const readMemory = (client: Client) => client.multi().info('memory').clientList().execTyped();

/** Longer than the 100 ms between two turns of the background work. */
const SAME = 3;
const READ_AGAIN_MS = 50;
const MAX_READINGS = 100;
const SAME_BYTES = 128;

/** Tables that have just doubled are moved in the background, and both of them exist until that is done. */
const settled = async (read: () => Promise<number>): Promise<number> => {
  let last = await read();
  let same = 0;
  for (let reading = 0; reading < MAX_READINGS && same < SAME; reading += 1) {
    await sleep(READ_AGAIN_MS);
    const bytes = await read();
    same = Math.abs(bytes - last) <= SAME_BYTES ? same + 1 : 0;
    last = bytes;
  }
  return last;
};

const clientOf = (url: string) => createClient({ url, socket: { reconnectStrategy: false } });
type Client = ReturnType<typeof clientOf>;

const readKeys = async (client: Client): Promise<StoredKey[]> => {
  const names: string[] = [];
  for await (const page of client.scanIterator({ COUNT: 1000 })) names.push(...page);
  const found = await Promise.all(names.map((name) => readKey(client, name)));
  return found.filter((key) => key !== undefined);
};

const readKey = async (client: Client, name: string): Promise<StoredKey | undefined> => {
  const [type, ttlMs] = await Promise.all([client.type(name), client.pTTL(name)]);
  const value = await readValue(client, name, type);
  return value === undefined ? undefined : { name, ttlMs, value };
};

const readValue = async (client: Client, name: string, type: string): Promise<StoredKey['value'] | undefined> => {
  if (type === 'string') return { type, text: (await client.get(name)) ?? '' };
  if (type === 'hash') return { type, fields: Object.entries(await client.hGetAll(name)).flat() };
  if (type !== 'zset') return undefined;
  const members = await client.zRangeWithScores(name, 0, -1);
  return { type, members: members.map(({ score, value: member }) => ({ score, member })) };
};

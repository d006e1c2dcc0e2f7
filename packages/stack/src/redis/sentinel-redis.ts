// A Redis that Sentinels watch: when its master dies, a replica takes over.
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import { disposeAll, startAll } from '../process/start-all.ts';
import type { RedisServer } from './redis-server.ts';
import { RedisStartError } from './redis-start-error.ts';
import { type RedisOptions, startRedis } from './start-redis.ts';

const MASTER_NAME = 'authlab';
const REPLICAS = 2;
const SENTINELS = 3;
const QUORUM = 2;
/** How long a master must be silent before it counts as down; production often has 5 to 30 s. */
const DOWN_AFTER_MS = 500;
const FORM_TIMEOUT_MS = 20_000;
const ASK_AGAIN_MS = 50;
const RESUME_ATTEMPTS = 40;

interface Servers {
  readonly data: readonly RedisServer[];
  readonly sentinels: readonly RedisServer[];
}

/** Get one from `startSentinelRedis` or `stack.sentinelRedis`. */
export class SentinelRedis implements AsyncDisposable {
  readonly #servers: Servers;

  constructor(servers: Servers) {
    this.#servers = servers;
  }

  /** What an API is told to find it. */
  get apiEnv(): Readonly<Record<string, string>> {
    const sentinels = this.#servers.sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',');
    return { REDIS_SENTINELS: sentinels, REDIS_SENTINEL_MASTER: MASTER_NAME };
  }

  /** The server that the first Sentinel names now. */
  async master(): Promise<RedisServer> {
    const port = await this.#ask(async (sentinel) => Number((await namedMaster(sentinel))[1]));
    const master = this.#servers.data.find((server) => server.port === port);
    if (master === undefined) throw new Error(`the Sentinels name a master on port ${port}, which is none of ours`);
    return master;
  }

  /** Makes another server the master, as a Sentinel does when the present one dies; resolves when it is named. */
  async failOver(): Promise<void> {
    const before = await this.master();
    await this.#ask(async (sentinel) => await sentinel.sendCommand(['SENTINEL', 'FAILOVER', MASTER_NAME]));
    await this.untilOtherMaster(before);
  }

  /** Resolves when a Sentinel names another server than this one. @throws {RedisStartError} when none does in time */
  async untilOtherMaster(before: RedisServer): Promise<void> {
    await until(async () => (await this.master()) !== before, 'failover');
  }

  /**
   * From now on nothing that a master is told reaches another server: when it dies, that is lost. The others stay fit
   * to take over for 10 times the time after which a master counts as down.
   */
  async stopReplication(): Promise<void> {
    const replicas = this.#othersThan(await this.master());
    await Promise.all(replicas.map(async (replica) => await asking(replica, losesItsMaster)));
  }

  /** Those that `stopReplication` kept away find the master again, by themselves and within seconds. */
  async resumeReplication(): Promise<void> {
    const replicas = this.#othersThan(await this.master());
    await Promise.all(replicas.map(resume));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The Sentinels first: they would start a failover when the master goes.
    await disposeAll(this.#servers.sentinels);
    await disposeAll(this.#servers.data);
  }

  #othersThan(master: RedisServer): readonly RedisServer[] {
    return this.#servers.data.filter((server) => server !== master);
  }

  async #ask<T>(question: (sentinel: Asked) => Promise<T>): Promise<T> {
    const [first] = this.#servers.sentinels;
    if (first === undefined) throw new TypeError('there is no Sentinel');
    return await asking(first, question);
  }
}

/**
 * A master, two replicas that have its data, and three Sentinels that know of all of them (quorum two).
 *
 * @throws as `startRedis`; {RedisStartError} when they do not find together
 */
export const startSentinelRedis = async (signal?: AbortSignal): Promise<SentinelRedis> => {
  const started: RedisServer[] = [];
  const start = async (count: number, options: RedisOptions): Promise<readonly RedisServer[]> => {
    const starts = Array.from({ length: count }, () => async (stop: AbortSignal) => {
      return await startRedis({ ...options, signal: stop });
    });
    const servers = await startAll(starts, signal);
    started.push(...servers);
    return servers;
  };
  try {
    const [master] = await start(1, {});
    if (master === undefined) throw new TypeError('no master was started');
    const replicas = await start(REPLICAS, { config: { replicaof: `127.0.0.1 ${master.port}` } });
    const sentinels = await start(SENTINELS, { isSentinel: true, config: sentinelConfig(master) });
    const data = [master, ...replicas];
    await until(async () => await isFormed({ data, sentinels }), 'Sentinel group', signal);
    return new SentinelRedis({ data, sentinels });
  } catch (error) {
    await disposeAll(started);
    throw error;
  }
};

const sentinelConfig = ({ port }: RedisServer) => ({
  sentinel: [
    `monitor ${MASTER_NAME} 127.0.0.1 ${port} ${QUORUM}`,
    `down-after-milliseconds ${MASTER_NAME} ${DOWN_AFTER_MS}`,
    `failover-timeout ${MASTER_NAME} 10000`,
  ],
});

const isFormed = async ({ data, sentinels }: Servers): Promise<boolean> => {
  const links = await Promise.all(data.slice(1).map(async (replica) => await asking(replica, replicationOf)));
  const views = await Promise.all(sentinels.map(async (sentinel) => await asking(sentinel, viewOf)));
  return (
    links.every((info) => info.includes('master_link_status:up')) &&
    views.every((view) => view['num-slaves'] === `${REPLICAS}` && view['num-other-sentinels'] === `${SENTINELS - 1}`)
  );
};

type Asked = ReturnType<typeof createClient>;

const asking = async <T>({ url }: RedisServer, question: (client: Asked) => Promise<T>): Promise<T> => {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await question(client as Asked);
  } finally {
    client.destroy();
  }
};

const replicationOf = async (client: Asked): Promise<string> => await client.info('replication');

/** A password that the master does not know keeps it away. */
const losesItsMaster = async (client: Asked): Promise<void> => {
  await client.configSet('masterauth', 'refused');
  await client.sendCommand(['CLIENT', 'KILL', 'TYPE', 'master']);
};

const findsItsMaster = async (client: Asked): Promise<void> => {
  await client.configSet('masterauth', '');
};

/** Once more where a change of roles closes the connection meanwhile; one that has died has nothing to find. */
const resume = async (replica: RedisServer): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await asking(replica, findsItsMaster);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') return;
      if (attempt === RESUME_ATTEMPTS) throw error;
      await delay(ASK_AGAIN_MS);
    }
  }
};

const namedMaster = async (client: Asked): Promise<string[]> =>
  (await client.sendCommand(['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', MASTER_NAME])) as unknown as string[];

/** What a Sentinel knows of the master and of those around it. */
const viewOf = async (client: Asked): Promise<Readonly<Record<string, string>>> =>
  (await client.sendCommand(['SENTINEL', 'MASTER', MASTER_NAME])) as unknown as Record<string, string>;

const until = async (isTrue: () => Promise<boolean>, what: string, signal?: AbortSignal): Promise<void> => {
  const endMs = performance.now() + FORM_TIMEOUT_MS;
  while (!(await isTrue())) {
    signal?.throwIfAborted();
    if (performance.now() > endMs) throw new RedisStartError(`${what} was not ready in time`, []);
    await delay(ASK_AGAIN_MS);
  }
};

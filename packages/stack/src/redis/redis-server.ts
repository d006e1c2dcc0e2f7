// A private Redis of this machine: answers on 127.0.0.1 (or on a cable of its own), lives in a temporary folder, takes every fault.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { basicEnvironment } from '../config.ts';
import type { KeeperLease } from '../keeper/lease-keeper.ts';
import { awaitReadiness } from '../process/await-readiness.ts';
import { GuardedChild } from '../process/guarded-child.ts';
import type { NetworkCable } from '../network/network-cable.ts';
import { askRedis } from './ask-redis.ts';
import { RedisStartError } from './redis-start-error.ts';

const START_TIMEOUT_MS = 10_000;
const STOP_GRACE_MS = 3000;
const ASK_AGAIN_MS = 10;

/** Everything a start needs, and a restart needs again. */
export interface RedisPlace {
  readonly lease: KeeperLease;
  readonly program: string;
  readonly folder: string;
  readonly port: number;
  /** The whole text of `redis.conf`. */
  readonly config: string;
  readonly isSentinel: boolean;
  /** Where it stands instead of the loopback, and what it asks for there. */
  readonly remote?: RemotePlace | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface RemotePlace {
  readonly cable: NetworkCable;
  /** Of characters that a URL takes as they are. */
  readonly password: string;
}

/** A started Redis; get one from `startRedis` or `stack.redis`. */
export class RedisServer implements AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  readonly #place: RedisPlace;
  #child: GuardedChild;
  #stopped: Promise<void> | undefined;

  private constructor(place: RedisPlace, child: GuardedChild) {
    this.#place = place;
    this.#child = child;
    this.url = urlOf(place);
    this.port = place.port;
    this.folder = place.folder;
  }

  /** @throws {RedisStartError} */
  static async start(place: RedisPlace): Promise<RedisServer> {
    return new RedisServer(place, await launch(place));
  }

  /** What an API is told to find it. */
  get apiEnv(): Readonly<Record<string, string>> {
    return { REDIS_URL: this.url };
  }

  /** Changes with every restart. */
  get pid(): number {
    return this.#child.pid;
  }

  /** SIGKILL: connections are refused from now on; resolves when the process has ended. */
  async kill(): Promise<void> {
    await this.#child.kill();
  }

  /** SIGSTOP: connections stay open, and nothing answers. */
  suspend(): void {
    this.#child.signal('SIGSTOP');
  }

  /** SIGCONT. */
  resume(): void {
    this.#child.signal('SIGCONT');
  }

  /**
   * Starts it again on the same port and folder, after an orderly stop if it still runs. Data survives only where
   * the configuration persists it.
   *
   * @throws {RedisStartError}
   */
  async restart(): Promise<void> {
    if (this.#stopped !== undefined) throw new TypeError('a Redis that was stopped cannot be restarted');
    await this.#child.stop(STOP_GRACE_MS);
    this.#child = await launch(this.#place);
  }

  /** Ends it, whatever state it is in, and removes its folder. */
  async stop(): Promise<void> {
    await (this.#stopped ??= this.#end());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #end(): Promise<void> {
    await this.#child.stop(STOP_GRACE_MS);
    await rm(this.folder, { recursive: true, force: true });
    await this.#place.lease[Symbol.asyncDispose]();
  }
}

const urlOf = ({ port, remote }: RedisPlace): string =>
  remote === undefined ? `redis://127.0.0.1:${port}` : `redis://:${remote.password}@${remote.cable.farAddress}:${port}`;

const launch = async (place: RedisPlace): Promise<GuardedChild> => {
  const { lease, folder, config, remote, signal } = place;
  const file = join(folder, 'redis.conf');
  await writeFile(file, config, { mode: 0o600 });
  // What is left of an earlier start.
  await remote?.cable[Symbol.asyncDispose]();
  const child = await GuardedChild.spawn(lease, {
    ...commandOf(place, file),
    // Redis words its messages in the language of the system, and we read one of them.
    env: { ...basicEnvironment(), LC_ALL: 'C' },
    cwd: folder,
  });
  try {
    const ready = async (waiting: AbortSignal) => {
      await remote?.cable.untilLaid(waiting);
      await untilItAnswers(urlOf(place), child.pid, waiting);
    };
    await awaitReadiness(child, { ready, timeoutMs: START_TIMEOUT_MS, signal });
    return child;
  } catch (error) {
    await child.kill();
    throw new RedisStartError(error, await child.lastLines(5));
  }
};

const commandOf = ({ program, isSentinel, remote }: RedisPlace, configFile: string) => {
  const args = isSentinel ? [configFile, '--sentinel'] : [configFile];
  return remote === undefined ? { file: program, args } : remote.cable.commandAtFarEnd(program, args);
};

/** Compares the pid, because somebody else's Redis may answer on a port that ours failed to get. */
const untilItAnswers = async (url: string, pid: number, waiting: AbortSignal): Promise<void> => {
  while (!waiting.aborted) {
    const answer = await askRedis(url).catch(() => undefined);
    if (answer?.pid === pid) return;
    await delay(ASK_AGAIN_MS);
  }
};

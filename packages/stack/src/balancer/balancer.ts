// A running HAProxy before the replicas of an API, as its starter sees it.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeeperLease } from '../keeper/lease-keeper.ts';
import { readCpuMs } from '../process/cpu-time.ts';
import type { GuardedChild } from '../process/guarded-child.ts';
import { askBalancer } from './ask-balancer.ts';
import { ADMIN_SOCKET, BACKEND, type BalancedServer, portOf, serverName } from './balancer-config.ts';
import { parseServerStats, type ServerStats } from './server-stats.ts';

const STOP_GRACE_MS = 3000;
/** As HAProxy answers where a change was made, or nothing was to be changed. */
const CHANGED = /^$|changed|no need to change/u;

export interface BalancerParts {
  readonly child: GuardedChild;
  readonly lease: KeeperLease;
  readonly folder: string;
  readonly port: number;
  readonly version: string;
}

/** A started balancer; get one from `stack.balancer`. */
export class Balancer implements AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly folder: string;
  /** Of HAProxy. */
  readonly version: string;
  readonly #parts: BalancerParts;
  #stopped: Promise<void> | undefined;

  constructor(parts: BalancerParts) {
    this.#parts = parts;
    this.port = parts.port;
    this.url = `http://127.0.0.1:${parts.port}`;
    this.pid = parts.child.pid;
    this.folder = parts.folder;
    this.version = parts.version;
  }

  /** What it has counted about each server, in their order. */
  async stats(): Promise<readonly ServerStats[]> {
    return parseServerStats(await this.#ask('show stat'));
  }

  /** All threads, since the start, in steps of 10 ms; undefined where the system does not say. */
  async cpuMs(): Promise<number | undefined> {
    return await readCpuMs(this.pid);
  }

  /**
   * A new process takes the place of server `index`; it gets requests once its health checks pass.
   *
   * @throws {Error} with the answer of HAProxy where it refuses
   */
  async replace(index: number, { url, managementUrl }: BalancedServer): Promise<void> {
    const server = `${BACKEND}/${serverName(index)}`;
    await this.#change(`set server ${server} check-port ${portOf(managementUrl)}`);
    await this.#change(`set server ${server} addr 127.0.0.1 port ${portOf(url)}`);
  }

  /** Ends it and its connections at once, and removes its folder. */
  async stop(): Promise<void> {
    await (this.#stopped ??= this.#end());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #ask(command: string): Promise<string> {
    return await askBalancer(join(this.folder, ADMIN_SOCKET), command);
  }

  async #change(command: string): Promise<void> {
    const answer = await this.#ask(command);
    if (!CHANGED.test(answer)) throw new Error(`the balancer refuses \`${command}\`: ${answer}`);
  }

  async #end(): Promise<void> {
    const { child, folder, lease } = this.#parts;
    await child.stop(STOP_GRACE_MS);
    await rm(folder, { recursive: true, force: true });
    await lease[Symbol.asyncDispose]();
  }
}

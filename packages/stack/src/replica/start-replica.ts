// Starts one process of an API and waits until it accepts requests.
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { basicEnvironment } from '../config.ts';
import { type KeeperLease, leaseKeeper } from '../keeper/lease-keeper.ts';
import { awaitReadiness } from '../process/await-readiness.ts';
import { GuardedChild } from '../process/guarded-child.ts';
import { readyLine } from './ready-line.ts';
import { Replica } from './replica.ts';
import { ReplicaStartError } from './replica-start-error.ts';

export interface ReplicaOptions {
  /** The script that node runs: it prints the ready line and drains at SIGTERM. */
  readonly entry: string;
  /** For messages. */
  readonly name: string;
  /** The environment of the process; only PATH, HOME and TMPDIR are added. */
  readonly env: Readonly<Record<string, string>>;
  /** Default 30 000: a machine that starts many at once takes its time. */
  readonly readyTimeoutMs?: number;
  /** From SIGTERM to SIGKILL. Default 5000. */
  readonly stopGraceMs?: number;
  /** Flags for node itself. */
  readonly execArgv?: readonly string[];
  /** Gives the start up. */
  readonly signal?: AbortSignal;
}

// Through dist, so that it is the same file whether this one runs compiled or inside a test.
const PROBE = new URL('../../dist/replica/replica-probe.js', import.meta.url).href;
const SHOWN_LINES = 20;

/**
 * Runs `entry` on the same node as this process. Its working folder is a temporary one. The replica ends with `stop`,
 * and also if this process is killed.
 *
 * @throws {ReplicaStartError} with the exit code and the last lines that it printed
 */
export const startReplica = async (options: ReplicaOptions): Promise<Replica> => {
  const lease = await leaseKeeper();
  try {
    return await launch(lease, options);
  } catch (error) {
    await lease[Symbol.asyncDispose]();
    throw error;
  }
};

const launch = async (lease: KeeperLease, options: ReplicaOptions): Promise<Replica> => {
  const { name, readyTimeoutMs = 30_000, stopGraceMs = 5000, signal } = options;
  const folder = await lease.makeFolder(name);
  const child = await GuardedChild.spawn(lease, {
    file: process.execPath,
    args: [...(options.execArgv ?? []), '--import', PROBE, resolve(options.entry)],
    env: { ...basicEnvironment(), ...options.env },
    cwd: folder,
    ipc: true,
  });
  try {
    const ready = async (waiting: AbortSignal) => await readyLine(child.stdout, waiting);
    const line = await awaitReadiness(child, { ready, timeoutMs: readyTimeoutMs, signal });
    return new Replica({ name, child, ready: line, lease, folder, stopGraceMs });
  } catch (error) {
    await child.kill();
    await rm(folder, { recursive: true, force: true });
    throw new ReplicaStartError(name, error, await child.lastLines(SHOWN_LINES));
  }
};

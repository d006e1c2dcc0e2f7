// The keeper: a process of its own that cleans up after us when we could not, because we were killed.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ProcessEntry, readProcess } from '../process/process-entry.ts';
import { BROWSER_PID_FILE_NAME, type FromKeeper, PID_FILE_NAME, type ToKeeper } from './keeper-message.ts';

/** What was started in our last moment has written its pid by then. */
const SETTLE_MS = 1000;
/** From SIGTERM to SIGKILL. */
const GRACE_MS = 1000;
const PASS_MS = 50;
/** A folder that cannot be removed by then stays: a keeper must not live for ever. */
const GIVE_UP_MS = 10_000;

/** By pid; the start time tells a guarded process from a later one with the same pid. */
const guarded = new Map<number, ProcessEntry>();

const keep = (): void => {
  // Whoever interrupts the work must not interrupt its cleaning.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const folder = makeFolder();
  process.on('message', (message: ToKeeper) => obey(message));
  process.once('disconnect', () => void cleanUp(folder));
  // The channel may have closed while this module was loading.
  if (process.connected) tell({ type: 'ready', folder });
  else void cleanUp(folder);
};

const makeFolder = (): string => {
  try {
    return mkdtempSync(join(tmpdir(), 'authlab-'));
  } catch (error) {
    tell({ type: 'failed', reason: String(error) });
    throw error;
  }
};

const tell = (message: FromKeeper): void => {
  process.send?.(message, undefined, undefined, () => undefined);
};

const obey = ({ type, pid }: ToKeeper): void => {
  if (type === 'unguard') guarded.delete(pid);
  else guard(readProcess(pid));
};

const guard = (entry: ProcessEntry | undefined): void => {
  if (entry !== undefined) guarded.set(entry.pid, entry);
};

const cleanUp = async (folder: string): Promise<never> => {
  const startedAtMs = performance.now();
  let elapsedMs = 0;
  // An orderly end has removed the folder already: then there is nothing to wait for.
  while ((existsSync(folder) || guarded.size > 0) && elapsedMs < GIVE_UP_MS) {
    guardStrays(folder);
    endGuarded(elapsedMs < GRACE_MS ? 'SIGTERM' : 'SIGKILL');
    if (guarded.size === 0 && elapsedMs > SETTLE_MS) removeFolder(folder);
    await delay(PASS_MS);
    elapsedMs = performance.now() - startedAtMs;
  }
  process.exit();
};

const endGuarded = (signal: NodeJS.Signals): void => {
  for (const [pid, { startedAt }] of guarded) {
    if (readProcess(pid)?.startedAt === startedAt) process.kill(pid, signal);
    else guarded.delete(pid);
  }
};

/** Closes the gap between the start of a server or a browser and the message about it. */
const guardStrays = (folder: string): void => {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const place = join(folder, name);
    guardStray(join(place, PID_FILE_NAME), (command) => /redis|valkey|haproxy/u.test(command));
    guardStray(join(place, BROWSER_PID_FILE_NAME), (command) => command.includes(place));
  }
};

/** @param isOurs tells it from a later process that got the same pid */
const guardStray = (pidFile: string, isOurs: (command: string) => boolean): void => {
  const entry = existsSync(pidFile) ? readProcess(Number(readFileSync(pidFile, 'utf8'))) : undefined;
  if (entry !== undefined && isOurs(entry.command)) guard(entry);
};

const removeFolder = (folder: string): void => {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // The next pass tries again.
  }
};

keep();

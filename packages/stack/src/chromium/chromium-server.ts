// A private Chromium without a window: listens on 127.0.0.1, lives in a temporary folder, belongs to whoever started it.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { basicEnvironment } from '../config.ts';
import { BROWSER_PID_FILE_NAME } from '../keeper/keeper-message.ts';
import type { KeeperLease } from '../keeper/lease-keeper.ts';
import { awaitReadiness } from '../process/await-readiness.ts';
import { GuardedChild } from '../process/guarded-child.ts';
import { chromiumFlags } from './chromium-flags.ts';
import { ChromiumStartError } from './chromium-start-error.ts';

const START_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 3000;
const LOOK_AGAIN_MS = 20;
const MOURNING_PASSES = 100;
const SHOWN_LINES = 10;

/** The shell becomes the browser: if we are killed before the keeper was told, it finds the browser by this file. */
const WRITE_PID_FIRST = 'echo $$ >"$0" && exec "$@"';

export interface ChromiumParts {
  readonly lease: KeeperLease;
  readonly program: string;
  /** Profile, cache, home and temporary files: all that it writes. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
}

/** A started browser; get one from `startChromium`. */
export class ChromiumServer implements AsyncDisposable {
  /** Where the DevTools protocol is spoken: `ws://127.0.0.1:...`. */
  readonly endpoint: string;
  readonly pid: number;
  readonly #child: GuardedChild;
  readonly #parts: ChromiumParts;
  #stopped: Promise<void> | undefined;

  private constructor(parts: ChromiumParts, child: GuardedChild, endpoint: string) {
    this.#parts = parts;
    this.#child = child;
    this.pid = child.pid;
    this.endpoint = endpoint;
  }

  /** @throws {ChromiumStartError} */
  static async start(parts: ChromiumParts): Promise<ChromiumServer> {
    const { lease, program, folder, signal } = parts;
    const flags = chromiumFlags({ profileFolder: join(folder, 'profile'), isRoot: process.getuid?.() === 0 });
    const child = await GuardedChild.spawn(lease, {
      file: '/bin/sh',
      args: ['-c', WRITE_PID_FIRST, join(folder, BROWSER_PID_FILE_NAME), program, ...flags],
      env: { ...basicEnvironment(), HOME: folder, TMPDIR: folder },
      cwd: folder,
    });
    try {
      const ready = async (waiting: AbortSignal) => await endpointIn(join(folder, 'profile'), waiting);
      const endpoint = await awaitReadiness(child, { ready, timeoutMs: START_TIMEOUT_MS, signal });
      return new ChromiumServer(parts, child, endpoint);
    } catch (error) {
      await endFamily(child);
      throw new ChromiumStartError(error, await child.lastLines(SHOWN_LINES));
    }
  }

  /** Ends it with all its processes, and removes its folder. Safe to call again. */
  async stop(): Promise<void> {
    await (this.#stopped ??= this.#end());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #end(): Promise<void> {
    await endFamily(this.#child);
    await rm(this.#parts.folder, { recursive: true, force: true, maxRetries: 5 });
    await this.#parts.lease[Symbol.asyncDispose]();
  }
}

/** The browser writes where it listens into a file of its profile. */
const endpointIn = async (profileFolder: string, waiting: AbortSignal): Promise<string> => {
  while (!waiting.aborted) {
    const text = await readFile(join(profileFolder, 'DevToolsActivePort'), 'utf8').catch(() => '');
    const [port, path] = text.split('\n');
    if (port !== undefined && path?.startsWith('/devtools/') === true) return `ws://127.0.0.1:${port}${path}`;
    await delay(LOOK_AGAIN_MS);
  }
  throw new Error('was not waited for');
};

/** Its renderers end a moment after it, in the same process group. Bounded: nobody may be there to bury the last of them. */
const endFamily = async (child: GuardedChild): Promise<void> => {
  await child.stop(STOP_GRACE_MS);
  for (let pass = 0; pass < MOURNING_PASSES && signalGroup(child.pid); pass += 1) await delay(LOOK_AGAIN_MS);
};

/** @returns whether anybody was there to be killed */
const signalGroup = (groupId: number): boolean => {
  try {
    return process.kill(-groupId, 'SIGKILL');
  } catch {
    return false;
  }
};

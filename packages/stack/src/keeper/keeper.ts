// Our side of the keeper: starts it, tells it what to clean up should we die, and lets it go.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { basicEnvironment } from '../config.ts';
import type { FromKeeper, ToKeeper } from './keeper-message.ts';

// Through dist, so that it is the same file whether this one runs compiled or inside a test.
const ENTRY = fileURLToPath(new URL('../../dist/keeper/keeper-process.js', import.meta.url));
const START_TIMEOUT_MS = 10_000;
const END_TIMEOUT_MS = 2000;

export class Keeper {
  readonly #child: ChildProcess;
  readonly #folder: string;
  /** Settles when the keeper process has ended. */
  readonly ended: Promise<unknown>;

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.#folder = folder;
    this.ended = once(child, 'exit');
  }

  /** @throws {Error} when it cannot start: nothing may be started without it */
  static async start(): Promise<Keeper> {
    const child = spawn(process.execPath, [ENTRY], {
      cwd: '/',
      env: basicEnvironment(),
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const answer = await firstAnswer(child);
    if (answer.type === 'failed') throw new Error(`the keeper could not start: ${answer.reason}`);
    // It must never hold us back: our exit is exactly what it waits for.
    child.unref();
    child.channel?.unref();
    child.on('error', () => undefined);
    return new Keeper(child, answer.folder);
  }

  /** Makes an empty folder, readable for this user alone, that is removed whatever happens to us. */
  async makeFolder(name: string): Promise<string> {
    this.#insistOnLife();
    return await mkdtemp(join(this.#folder, `${name.replaceAll(/[^\w.-]+/gu, '-')}-`));
  }

  /** From now on the process ends when we die. */
  guard(pid: number): void {
    this.#insistOnLife();
    this.#tell({ type: 'guard', pid });
  }

  unguard(pid: number): void {
    if (this.#child.connected) this.#tell({ type: 'unguard', pid });
  }

  /** Removes the folder and ends the keeper. */
  async close(): Promise<void> {
    try {
      await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
    } finally {
      if (this.#child.connected) this.#child.disconnect();
    }
    const timer = new AbortController();
    await Promise.race([this.ended, delay(END_TIMEOUT_MS, undefined, { signal: timer.signal })]);
    timer.abort();
  }

  #insistOnLife(): void {
    if (!this.#child.connected) throw new Error('the keeper has ended: nothing more can be started safely');
  }

  #tell(message: ToKeeper): void {
    this.#child.send(message, () => undefined);
  }
}

const failed = (reason: string): FromKeeper => ({ type: 'failed', reason });

const firstAnswer = async (child: ChildProcess): Promise<FromKeeper> => {
  const timer = new AbortController();
  const answer = async () => ((await once(child, 'message')) as [FromKeeper])[0];
  const exit = async () => failed(`exit code ${String((await once(child, 'exit'))[0])}`);
  const tooLate = async () => {
    await delay(START_TIMEOUT_MS, undefined, { signal: timer.signal });
    child.kill('SIGKILL');
    return failed(`no answer within ${START_TIMEOUT_MS} ms`);
  };
  try {
    // `once` rejects at an `error` of the child, which is how a file that cannot be started shows.
    return await Promise.race([answer(), exit(), tooLate()]);
  } catch (error) {
    return failed(String(error));
  } finally {
    timer.abort();
  }
};

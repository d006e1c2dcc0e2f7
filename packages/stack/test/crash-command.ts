// A command of the fixtures in a temporary folder of its own: what the crash suites start, kill and look for.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from '@jest/globals';
import { basicEnvironment } from '../src/config.ts';
import { type Leftovers, leftovers, leftoversAfter } from './leftovers.ts';

export const NOTHING: Leftovers = { processes: [], folders: [] };
const SETTLES_MS = 10_000;
const LOOKS_AGAIN_MS = 300;

export interface CrashCommand {
  readonly start: (mode: string) => void;
  /** The first line that it prints. */
  readonly firstLine: () => Promise<string>;
  readonly kill: (signal: 'SIGINT' | 'SIGKILL') => void;
  readonly exitCode: () => Promise<number>;
  readonly left: () => Leftovers;
  /** What does not go by itself. Looks twice: a process that was about to start shows up a moment later. */
  readonly leftLater: () => Promise<Leftovers>;
}

/** For one suite: each test has a temporary folder of its own, and its command does not outlive it. */
export const crashCommand = (fixture: URL): CrashCommand => {
  const script = fileURLToPath(fixture);
  let temporary = '';
  let command: ChildProcessByStdio<null, Readable, null>;
  beforeEach(() => {
    temporary = mkdtempSync(join(realpathSync(tmpdir()), 'authlab-crash-'));
  });
  afterEach(async () => {
    command.kill('SIGKILL');
    await leftoversAfter(temporary, SETTLES_MS);
    rmSync(temporary, { recursive: true });
  });
  return {
    start: (mode) => {
      command = spawn(process.execPath, [script, mode], {
        env: { ...basicEnvironment(), TMPDIR: temporary },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    },
    firstLine: async () => ((await once(createInterface({ input: command.stdout }), 'line')) as [string])[0],
    kill: (signal) => void command.kill(signal),
    exitCode: async () => ((await once(command, 'exit')) as [number])[0],
    left: () => leftovers(temporary),
    leftLater: async () => {
      const left = await leftoversAfter(temporary, SETTLES_MS);
      await delay(LOOKS_AGAIN_MS);
      return left.processes.length > 0 ? left : leftovers(temporary);
    },
  };
};

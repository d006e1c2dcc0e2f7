// The demo as a process of its own, and what it leaves behind.
import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/server/main.js', import.meta.url));

export type DemoCommand = ChildProcessByStdio<null, Readable, Readable>;

/** Whatever it and its children put into temporary folders lands in `temporary`; its name marks the children. */
export const startCommand = (
  temporary: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): DemoCommand => {
  const surroundings = Object.entries({ TMPDIR: temporary, CI: '1', ...env }).map(
    ([name, value]) => `${name}=${value}`,
  );
  return spawn('env', [...surroundings, process.execPath, MAIN, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
};

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export const ended = async (command: DemoCommand): Promise<Ended> => {
  const [out, err, [code]] = await Promise.all([text(command.stdout), text(command.stderr), once(command, 'close')]);
  return { out, err, code: code as number | null };
};

export interface Leftovers {
  readonly processes: readonly string[];
  readonly folders: readonly string[];
}

export const leftovers = (temporary: string): Leftovers => ({
  processes: processesOf(temporary),
  folders: readdirSync(temporary),
});

/** What is left once it had time to go away. */
export const leftoversLater = async (temporary: string): Promise<Leftovers> => {
  for (let wait = 0; wait < 100; wait += 1) {
    const { processes, folders } = leftovers(temporary);
    if (processes.length + folders.length === 0) break;
    await delay(100);
  }
  return leftovers(temporary);
};

/** Processes whose environment or working folder names the folder: Redis writes its title over its environment. */
const processesOf = (temporary: string): readonly string[] => {
  if (process.platform === 'linux') return readdirSync('/proc').filter((name) => tracesOf(name).includes(temporary));
  const listed = execFileSync('ps', ['axeww', '-o', 'pid=,command='], { encoding: 'utf8' });
  return listed.split('\n').filter((line) => line.includes(temporary));
};

const tracesOf = (pid: string): string => {
  try {
    return /^\d+$/u.test(pid) ? readFileSync(`/proc/${pid}/environ`, 'utf8') + readlinkSync(`/proc/${pid}/cwd`) : '';
  } catch {
    return '';
  }
};

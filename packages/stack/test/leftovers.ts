// Finds what a command left behind, knowing nothing but the temporary folder that it was given.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export interface Leftovers {
  readonly processes: readonly string[];
  readonly folders: readonly string[];
}

/** Every process whose environment, command line or working folder names `temporary`, and what is in it. */
export const leftovers = (temporary: string): Leftovers => ({
  processes: process.platform === 'linux' ? fromProc(temporary) : fromPs(temporary),
  folders: readdirSync(temporary),
});

/** Waits until nothing is left, at most `timeoutMs`; returns what there is then. */
export const leftoversAfter = async (temporary: string, timeoutMs: number): Promise<Leftovers> => {
  const endMs = performance.now() + timeoutMs;
  let left = leftovers(temporary);
  while (left.processes.length + left.folders.length > 0 && performance.now() < endMs) {
    await delay(50);
    left = leftovers(temporary);
  }
  return left;
};

const fromProc = (temporary: string): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .filter((pid) => traces(pid).some((trace) => trace.includes(temporary)))
    .map((pid) => `${pid} ${attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))}`);

const traces = (pid: string): readonly string[] => [
  attempt(() => readFileSync(`/proc/${pid}/environ`, 'utf8')),
  attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
  attempt(() => readlinkSync(`/proc/${pid}/cwd`)),
];

const fromPs = (temporary: string): readonly string[] =>
  execFileSync('ps', ['-axwwE', '-o', 'pid=,command='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(temporary));

const attempt = (read: () => string): string => {
  try {
    return read();
  } catch {
    return '';
  }
};

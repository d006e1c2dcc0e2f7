// Gives the load generator a core of its own, and the servers all others, where the system has a command for that.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Which cores are whose. */
export interface CoreSplit {
  readonly generator: readonly number[];
  readonly servers: readonly number[];
}

const run = promisify(execFile);

/** The last of the cores that this process may use goes to the generator. Undefined where there is one alone, or no saying. */
export const splitCores = async (): Promise<CoreSplit | undefined> => {
  const cores = await coresOf('self');
  return cores.length < 2 ? undefined : { generator: cores.slice(-1), servers: cores.slice(0, -1) };
};

/** On which a process may run; none where the system does not say. */
const coresOf = async (pid: number | 'self'): Promise<number[]> => {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return parseCoreList(/^Cpus_allowed_list:\s*(?<list>.*)$/mu.exec(status)?.groups?.['list']);
  } catch {
    return [];
  }
};

/** Such as `0-2,5`. */
export const parseCoreList = (text = ''): number[] =>
  text.split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map(Number);
    if (part.trim() === '' || first === undefined || last === undefined) return [];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });

/**
 * Moves a process with all its threads.
 *
 * @returns whether it runs on these cores now
 */
export const pinProcess = async (pid: number, cores: readonly number[] | undefined): Promise<boolean> => {
  if (cores === undefined) return false;
  try {
    await run('taskset', ['--all-tasks', '--cpu-list', '--pid', cores.join(','), String(pid)]);
    // It ends well, too, when there is no such process.
    return String(await coresOf(pid)) === String(cores);
  } catch {
    // No util-linux, or not allowed: then the system shares the cores out.
    return false;
  }
};

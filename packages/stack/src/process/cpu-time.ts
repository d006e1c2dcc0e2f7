// How much CPU another process has used, as the operating system counts it.
import { readFile } from 'node:fs/promises';

/** Linux shows times in hundredths of a second, whatever its own clock is: USER_HZ, see proc(5). */
export const CPU_TICK_MS = 10;

/**
 * All threads, in user and kernel mode, since the start; whole ticks.
 *
 * @returns undefined where there is no such process or no `/proc`
 */
export const readCpuMs = async (pid: number): Promise<number | undefined> => {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; the fields after it are numbered from 3: utime is 14, stime 15.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * CPU_TICK_MS;
  } catch {
    return undefined;
  }
};

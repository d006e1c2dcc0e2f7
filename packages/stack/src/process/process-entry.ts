// What the operating system says about a process: its parent, when it started, its command line.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface ProcessEntry {
  readonly pid: number;
  readonly parentPid: number;
  /** Opaque: the same for one process all its life, another for a process that got the same pid later. */
  readonly startedAt: string;
  readonly command: string;
}

/**
 * Looks a process up in `/proc` on Linux, with `ps` elsewhere.
 *
 * @returns undefined when there is no such process, or only its zombie
 */
export const readProcess = (pid: number, platform: string = process.platform): ProcessEntry | undefined =>
  platform === 'linux' ? fromProc(pid) : fromPs(pid);

const fromProc = (pid: number): ProcessEntry | undefined => {
  const stat = readText(`/proc/${pid}/stat`);
  // The name in parentheses may hold spaces and parentheses itself; the fields after it are numbered from 3 in proc(5).
  const [state = 'Z', parentPid, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const startedAt = rest[17];
  if (startedAt === undefined || isDead(state)) return undefined;
  const command = readText(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
  return { pid, parentPid: Number(parentPid), startedAt, command };
};

const fromPs = (pid: number): ProcessEntry | undefined => {
  const { stdout } = spawnSync('ps', ['-ww', '-o', 'ppid=,stat=,lstart=,args=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
  });
  const fields = /^\s*(?<parentPid>\d+)\s+(?<state>\S+)\s+(?<startedAt>(?:\S+\s+){4}\S+)\s+(?<command>.*)$/mu.exec(
    stdout ?? '',
  )?.groups;
  if (fields?.['startedAt'] === undefined || isDead(fields['state'] ?? 'Z')) return undefined;
  const { parentPid, startedAt, command = '' } = fields;
  return { pid, parentPid: Number(parentPid), startedAt, command: command.trim() };
};

const isDead = (state: string): boolean => state.startsWith('Z') || state.startsWith('X');

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

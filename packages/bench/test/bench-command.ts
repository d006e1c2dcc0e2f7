// The command line of the lab as a process of its own, and what it leaves behind.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

const SHOWN = 2000;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Everything that the run and its children put into temporary folders lands in `tmp`; its name marks the children. */
export const startBench = (tmp: string, ...words: string[]): ChildProcess =>
  spawn('env', [`TMPDIR=${tmp}`, process.execPath, MAIN, ...words], {
    cwd: dirname(tmp),
    stdio: ['ignore', 'pipe', 'pipe'],
  });

export const ended = async (child: ChildProcess): Promise<Ended> => {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
};

/** What it wrote to stdout. @throws {Error} with what it wrote to stderr, when it fails */
export const succeeded = async (child: ChildProcess): Promise<string> => {
  const { code, stdout, stderr } = await ended(child);
  if (code !== 0) throw new Error(`exit code ${code}: ${stderr.slice(-SHOWN)}`);
  return stdout;
};

/** Processes whose environment names the folder: ours and all that it started. */
export const processesOf = async (tmp: string): Promise<string[]> => {
  if (process.platform !== 'linux') {
    return await new Promise((resolve) => {
      execFile('ps', ['axeww', '-o', 'pid=,command='], (_error, stdout) =>
        resolve(stdout.split('\n').filter((line) => line.includes(`TMPDIR=${tmp}`))),
      );
    });
  }
  return readdirSync('/proc').filter((pid) => /^\d+$/u.test(pid) && environmentOf(pid).includes(`TMPDIR=${tmp}\0`));
};

const environmentOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
};

/** What is left once it had time to go away. */
export const leftovers = async (tmp: string): Promise<{ processes: string[]; files: string[] }> => {
  for (let wait = 0; wait < 100; wait += 1) {
    if ((await processesOf(tmp)).length === 0 && readdirSync(tmp).length === 0) break;
    await sleep(100);
  }
  return { processes: await processesOf(tmp), files: readdirSync(tmp) };
};

// Finds the program that serves Redis, and installs it once where there is none.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basicEnvironment } from '../config.ts';
import { abortOf } from '../process/abort-of.ts';
import { OutputTail } from '../process/output-tail.ts';
import { findExecutable } from './find-executable.ts';
import { redisInstaller } from './redis-installer.ts';
import { RedisMissingError } from './redis-missing-error.ts';

let installing: Promise<void> | undefined;

/**
 * The full path of `redis-server` or `valkey-server`. Where neither is installed it is installed with the system's
 * package manager, announced by one line on stderr; callers that come meanwhile wait, in other processes too.
 *
 * @param signal ends the waiting; the package manager finishes its work all the same
 * @throws {RedisMissingError} when it may not be installed, or could not be
 */
export const redisProgram = async (signal?: AbortSignal): Promise<string> => {
  const found = findRedis();
  if (found !== undefined) return found;
  const waiting = new AbortController();
  try {
    await Promise.race([(installing ??= install()), abortOf(signal, waiting.signal)]);
  } finally {
    waiting.abort();
  }
  const installed = findRedis();
  if (installed === undefined) throw new RedisMissingError('the package that was installed has no redis-server');
  return installed;
};

const searchPath = (): string => basicEnvironment()['PATH'] ?? '';

const findRedis = (): string | undefined => findExecutable(['redis-server', 'valkey-server'], searchPath());

const install = async (): Promise<void> => {
  const installer = redisInstaller({
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    aptGet: findExecutable(['apt-get'], searchPath()),
    brew: findExecutable(['brew'], searchPath()),
  });
  if (installer.state === 'refused') throw new RedisMissingError(installer.reason);
  process.stderr.write(`No Redis on this machine: installing it (${installer.shown}) ...\n`);
  const { code, lastLine } = await run(installer.script);
  if (code !== 0) throw new RedisMissingError(`\`${installer.shown}\` failed (${lastLine})`);
};

/** In a session of its own: a package manager that is interrupted half-way leaves a broken system behind. */
const run = async (script: string): Promise<{ code: number | null; lastLine: string }> => {
  const child = spawn('/bin/sh', ['-c', script], {
    cwd: '/',
    env: basicEnvironment(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = new OutputTail(child.stdout, child.stderr);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, lastLine: output.lines().at(-1) ?? `exit code ${code}` };
};

// Finds a program that the stack needs, and installs its package once where it is missing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basicEnvironment } from '../config.ts';
import { abortOf } from '../process/abort-of.ts';
import { OutputTail } from '../process/output-tail.ts';
import { findExecutable } from './find-executable.ts';
import { packageInstaller } from './package-installer.ts';
import { ProgramMissingError } from './program-missing-error.ts';
import type { SystemPackage } from './system-package.ts';

/** By package. */
const installing = new Map<string, Promise<void>>();

/**
 * The full path of a program of the package. Where there is none the package is installed with the system's package
 * manager, announced by one line on stderr; callers that come meanwhile wait, in other processes too.
 *
 * @param signal ends the waiting; the package manager finishes its work all the same
 * @throws {ProgramMissingError} when it may not be installed, or could not be
 */
export const installedProgram = async (wanted: SystemPackage, signal?: AbortSignal): Promise<string> => {
  const found = findProgram(wanted);
  if (found !== undefined) return found;
  const waiting = new AbortController();
  try {
    await Promise.race([installOnce(wanted), abortOf(signal, waiting.signal)]);
  } finally {
    waiting.abort();
  }
  const installed = findProgram(wanted);
  if (installed === undefined)
    throw new ProgramMissingError(wanted, `the package that was installed has no ${wanted.programs[0]}`);
  return installed;
};

const searchPath = (): string => basicEnvironment()['PATH'] ?? '';

const findProgram = ({ programs }: SystemPackage): string | undefined => findExecutable(programs, searchPath());

const installOnce = async (wanted: SystemPackage): Promise<void> => {
  const started = installing.get(wanted.title) ?? install(wanted);
  installing.set(wanted.title, started);
  await started;
};

const install = async (wanted: SystemPackage): Promise<void> => {
  const installer = packageInstaller(wanted, {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    aptGet: findExecutable(['apt-get'], searchPath()),
    brew: findExecutable(['brew'], searchPath()),
  });
  if (installer.state === 'refused') throw new ProgramMissingError(wanted, installer.reason);
  process.stderr.write(`No ${wanted.title} on this machine: installing it (${installer.shown}) ...\n`);
  const { code, lastLine } = await run(installer.script);
  if (code !== 0) throw new ProgramMissingError(wanted, `\`${installer.shown}\` failed (${lastLine})`);
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

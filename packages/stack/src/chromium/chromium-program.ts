// Finds a Chromium or Chrome, and installs Chromium once where there is none.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basicEnvironment, namedChromium } from '../config.ts';
import { abortOf } from '../process/abort-of.ts';
import { OutputTail } from '../process/output-tail.ts';
import { findExecutable } from '../redis/find-executable.ts';
import { chromiumInstaller } from './chromium-installer.ts';
import { ChromiumMissingError } from './chromium-missing-error.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'] as const;
/** No PATH leads into the applications of macOS. */
const MAC_PROGRAMS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
] as const;

let installing: Promise<void> | undefined;

/**
 * The full path of the browser: that of `CHROMIUM` if set, else one of the usual names. Where there is none, it is
 * installed with the system's package manager, announced by one line on stderr; callers that come meanwhile wait.
 *
 * @param signal ends the waiting; the package manager finishes its work all the same
 * @param named what `CHROMIUM` says
 * @throws {ChromiumMissingError} when it may not be installed, or could not be
 */
export const chromiumProgram = async (signal?: AbortSignal, named = namedChromium()): Promise<string> => {
  const found = findChromium(named);
  if (found !== undefined) return found;
  const waiting = new AbortController();
  try {
    await Promise.race([(installing ??= install()), abortOf(signal, waiting.signal)]);
  } finally {
    waiting.abort();
  }
  const installed = findChromium(named);
  if (installed === undefined) throw new ChromiumMissingError('the package that was installed has no chromium');
  return installed;
};

const searchPath = (): string => basicEnvironment()['PATH'] ?? '';

/** `join` of a folder and a full path would be another path: so full paths are looked for from the root. */
const findAt = (path: string): string | undefined => findExecutable([path.replace(/^\//u, '')], '/');

const findChromium = (named: string | undefined): string | undefined => {
  if (named === undefined) {
    return findExecutable(NAMES, searchPath()) ?? MAC_PROGRAMS.map(findAt).find((path) => path !== undefined);
  }
  const found = findAt(named);
  if (found === undefined) throw new ChromiumMissingError('the CHROMIUM of the environment names no program');
  return found;
};

const install = async (): Promise<void> => {
  const installer = chromiumInstaller({
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    aptGet: findExecutable(['apt-get'], searchPath()),
  });
  if (installer.state === 'refused') throw new ChromiumMissingError(installer.reason);
  process.stderr.write(`No browser on this machine: installing Chromium (${installer.shown}) ...\n`);
  const { code, lastLine } = await run(installer.script);
  if (code !== 0) throw new ChromiumMissingError(`\`${installer.shown}\` failed (${lastLine})`);
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

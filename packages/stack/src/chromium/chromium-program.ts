// Finds a Chromium or Chrome: the one that was named, one of the usual, or one that is installed for it.
import { namedChromium } from '../config.ts';
import { findExecutable } from '../program/find-executable.ts';
import { installedProgram } from '../program/installed-program.ts';
import { ProgramMissingError } from '../program/program-missing-error.ts';
import { CHROMIUM } from '../program/system-package.ts';

/** No PATH leads into the applications of macOS. */
const MAC_PROGRAMS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
] as const;

/**
 * The full path of the browser: that of `CHROMIUM` if set, else as `installedProgram`.
 *
 * @param signal ends the waiting; the package manager finishes its work all the same
 * @param named what `CHROMIUM` says
 * @throws {ProgramMissingError} when it may not be installed, or could not be
 */
export const chromiumProgram = async (signal?: AbortSignal, named = namedChromium()): Promise<string> => {
  if (named !== undefined) return insistOn(named);
  return MAC_PROGRAMS.map(findAt).find((path) => path !== undefined) ?? (await installedProgram(CHROMIUM, signal));
};

/** `join` of a folder and a full path would be another path: so full paths are looked for from the root. */
const findAt = (path: string): string | undefined => findExecutable([path.replace(/^\//u, '')], '/');

const insistOn = (named: string): string => {
  const found = findAt(named);
  if (found === undefined) throw new ProgramMissingError(CHROMIUM, 'the CHROMIUM of the environment names no program');
  return found;
};

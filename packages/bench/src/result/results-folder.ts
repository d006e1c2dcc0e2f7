// Writes a run's files so that the folder of a run is either whole or not there.
import { mkdir, rename, rm, rmdir, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { RawRecord } from './raw-record.ts';
import { ResultsError } from './results-error.ts';
import type { Summary } from './summary.ts';

export interface RunFiles {
  readonly summary: Summary;
  readonly records: readonly RawRecord[];
  /** By the name of the file. */
  readonly reports: Readonly<Record<string, string>>;
}

/**
 * Finds out before a run of minutes whether its results could be kept, and leaves nothing behind.
 *
 * @throws {ResultsError}
 */
export const insistOnWritable = async (outFolder: string): Promise<void> => {
  const probe = join(await existingAncestor(resolve(outFolder)), `.authlab-probe-${process.pid}`);
  try {
    await writeFile(probe, Buffer.alloc(PROBE_BYTES));
  } catch (error) {
    throw new ResultsError(outFolder, error);
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
};

const PROBE_BYTES = 64 * 1024;

/**
 * Writes `<outFolder>/<timestamp>/` and lets `<outFolder>/latest` point at it, each in one step.
 *
 * @returns the folder of the run
 * @throws {ResultsError} after removing what was written
 */
export const writeRun = async (outFolder: string, { summary, records, reports }: RunFiles): Promise<string> => {
  const name = summary.startedAt.replaceAll(':', '-');
  const unfinished = join(outFolder, `.unfinished-${name}-${process.pid}`);
  let made: string | undefined;
  try {
    made = await mkdir(outFolder, { recursive: true });
    await mkdir(unfinished);
    await writeFile(join(unfinished, 'raw.ndjson'), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    await writeFile(join(unfinished, 'summary.json'), `${JSON.stringify(summary, undefined, 2)}\n`);
    for (const [file, report] of Object.entries(reports)) await writeFile(join(unfinished, file), report);
    const folder = join(outFolder, name);
    await rename(unfinished, folder);
    await pointLatestAt(outFolder, name);
    return folder;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
    if (made !== undefined) await removeEmpty(outFolder, made);
    throw new ResultsError(outFolder, error);
  }
};

/** From the innermost folder up to the outermost that was made; stops at one that is in use. */
const removeEmpty = async (folder: string, outermost: string): Promise<void> => {
  try {
    await rmdir(folder);
    if (resolve(folder) !== resolve(outermost)) await removeEmpty(dirname(folder), outermost);
  } catch {
    // Somebody else has put something there.
  }
};

/** A symbolic link cannot be overwritten, but renaming one over another is a single step. */
const pointLatestAt = async (outFolder: string, name: string): Promise<void> => {
  const unfinished = join(outFolder, `.latest-${process.pid}`);
  await symlink(name, unfinished);
  try {
    await rename(unfinished, join(outFolder, 'latest'));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
};

const existingAncestor = async (folder: string): Promise<string> => {
  try {
    await stat(folder);
    return folder;
  } catch {
    const parent = dirname(folder);
    return parent === folder ? folder : await existingAncestor(parent);
  }
};

// Replaces the reports of a stored run, each in one step: a reader sees the old one or the new one.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ResultsError } from './results-error.ts';

/**
 * @param reports by the name of the file
 * @throws {ResultsError}
 */
export const rewriteReports = async (folder: string, reports: Readonly<Record<string, string>>): Promise<void> => {
  const files = Object.entries(reports).map(([name, text]) => ({
    text,
    path: join(folder, name),
    unfinished: join(folder, `.unfinished-${name}-${process.pid}`),
  }));
  try {
    await mkdir(folder, { recursive: true });
    for (const { unfinished, text } of files) await writeFile(unfinished, text);
    for (const { unfinished, path } of files) await rename(unfinished, path);
  } catch (error) {
    for (const { unfinished } of files) await rm(unfinished, { force: true }).catch(() => undefined);
    throw new ResultsError(folder, error);
  }
};

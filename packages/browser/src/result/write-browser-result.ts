// Writes the facts in one step: a reader sees the old file or the new one.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserResult } from './browser-result.ts';
import { BROWSER_FILE_NAME } from './read-browser-result.ts';

/** @returns the path of the file @throws the error of the operating system */
export const writeBrowserResult = async (folder: string, result: BrowserResult): Promise<string> => {
  const path = join(folder, BROWSER_FILE_NAME);
  const unfinished = join(folder, `.unfinished-${BROWSER_FILE_NAME}-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(unfinished, `${JSON.stringify(result, undefined, 2)}\n`);
    await rename(unfinished, path);
    return path;
  } finally {
    await rm(unfinished, { force: true });
  }
};

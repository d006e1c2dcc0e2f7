// Reads the facts that were observed last, for whoever reports them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserResult, browserResultSchema } from './browser-result.ts';

export const BROWSER_FILE_NAME = 'browser.json';

/** A file that is there and is not ours: one line, and what to do. */
export class BrowserResultError extends Error {
  readonly code = 'browser_result_not_read';

  constructor(path: string, cause: unknown) {
    super(`${path} is not what this version writes: remove it, or observe the facts again with \`pnpm browser\`.`, {
      cause,
    });
    this.name = 'BrowserResultError';
  }
}

/**
 * @param folder such as `results`
 * @returns undefined where nothing has been observed yet
 * @throws {BrowserResultError}
 */
export const readBrowserResult = async (folder: string): Promise<BrowserResult | undefined> => {
  const path = join(folder, BROWSER_FILE_NAME);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw new BrowserResultError(path, error);
  });
  if (text === undefined) return undefined;
  try {
    return browserResultSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new BrowserResultError(path, error);
  }
};

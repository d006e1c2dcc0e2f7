// Starts the null server: what the generator can do against it, it can do at all.
import { fileURLToPath } from 'node:url';
import type { Stack } from '@authlab/stack';
import { pinProcess } from '../cores.ts';
import type { CannedAnswer } from './canned-answer.ts';

// Through dist, so that it is the same file whether this one runs compiled or inside a test.
const ENTRY = fileURLToPath(new URL('../../../dist/load/null-server/null-server-process.js', import.meta.url));

/** @returns its URL; it ends with the stack */
export const startNullServer = async (
  stack: Stack,
  answer: CannedAnswer,
  cores: readonly number[] | undefined,
): Promise<string> => {
  const worker = await stack.worker({ entry: ENTRY, name: 'null-server' });
  await pinProcess(worker.pid, cores);
  return await worker.ask<string>(answer);
};

// Runs turbo without telemetry and without a daemon; what it prints goes where the caller says (stderr when stdout is for results).
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The last one: Vite would leave a compile cache in the temporary folder. */
const QUIET = {
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  DO_NOT_TRACK: '1',
  NODE_DISABLE_COMPILE_CACHE: '1',
};

/**
 * Runs `turbo` with the given words in the project's root.
 * @param {string[]} words
 * @param {import('node:child_process').StdioOptions} stdio
 * @returns {Promise<number>} its exit code
 */
export const turbo = (words, stdio = 'inherit') =>
  new Promise((resolve, reject) => {
    const child = spawn(`${root}node_modules/.bin/turbo`, words, {
      cwd: root,
      stdio,
      env: { ...process.env, ...QUIET },
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 130)));
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await turbo(process.argv.slice(2));
}

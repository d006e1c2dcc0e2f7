// Builds what is not built yet, then runs one of the project's programs; the build's log goes to stderr, so that stdout is the program's alone.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { turbo } from './turbo.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [entry, ...words] = process.argv.slice(2);
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The terminal sends Ctrl-C to the whole group; the program ends in its own time, and this one waits for it. */
const run = () =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`${root}${entry}`, ...words], { stdio: 'inherit' });
    for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });

const built = await turbo(['run', 'build', '--output-logs=errors-only', '--log-order=grouped'], ['ignore', 2, 2]);
process.exitCode = built === 0 ? await run() : built;

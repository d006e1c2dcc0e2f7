// `pnpm test`: builds, then runs all tests, or those whose path contains one of the given words.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { turbo } from './turbo.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
// jest runs native ES modules through this flag of node.
const FLAGS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

const test = () =>
  new Promise((resolve, reject) => {
    const words = [...FLAGS, `${root}node_modules/jest/bin/jest.js`, ...process.argv.slice(2)];
    // A group of its own: jest leaves its workers behind when it alone is told to stop, and what they have started with them.
    const child = spawn(process.execPath, words, { cwd: root, stdio: 'inherit', detached: true });
    const stop = (signal) => {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });

const built = await turbo(['run', 'build', '--output-logs=errors-only']);
process.exitCode = built === 0 ? await test() : built;

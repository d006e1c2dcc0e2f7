// `pnpm check`: everything that can be known without running the project. All steps run, so that one look shows all faults.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { turbo } from './turbo.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @returns {Promise<number>} the exit code */
const tool = (name, ...words) =>
  new Promise((resolve, reject) => {
    const child = spawn(`${root}node_modules/.bin/${name}`, words, { cwd: root, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });

/** @type {Record<string, () => Promise<number>>} */
const steps = {
  types: () => turbo(['run', 'types', '--output-logs=errors-only']),
  format: () => tool('oxfmt', '--check'),
  lint: () => tool('oxlint'),
  boundaries: () => turbo(['boundaries']),
  'dead code': () => tool('knip'),
};

const failed = [];
for (const [name, run] of Object.entries(steps)) {
  console.log(`\n--- ${name}`);
  if ((await run()) !== 0) failed.push(name);
}
if (failed.length === 0) console.log('\ncheck: every step passed');
else console.log('\ncheck: failed in', failed.join(', '));
process.exitCode = failed.length === 0 ? 0 : 1;

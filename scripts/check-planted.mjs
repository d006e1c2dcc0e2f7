// Plants one violation after another and insists that `pnpm check`'s tools find it: a check that cannot fail checks nothing.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

const FILE = 'packages/env/src/planted.ts';

/** A violation of a rule of the linter, which must name the rule. */
const lint = (rule, text, file = FILE) => ({ tool: 'oxlint', words: [], says: rule, files: { [file]: text } });

/** @type {{ tool: string, words: string[], says: string, files: Record<string, string> }[]} */
const plants = [
  {
    tool: 'tsc',
    words: ['-p', 'packages/env/tsconfig.json'],
    says: 'TS2322',
    files: { [FILE]: 'export const x: number = "one";\n' },
  },
  { tool: 'oxfmt', words: ['--check'], says: 'planted.ts', files: { [FILE]: 'export   const x=1\n' } },
  lint('max-lines-per-function', `export const x = () => {\n${lines(45, (n) => `  globalThis.name = '${n}';`)}\n};\n`),
  lint('max-lines', `${lines(210, (n) => `export const x${n} = ${n};`)}\n`),
  lint('complexity', `export const x = (n: number) => {\n${lines(12, (n) => `  if (n === ${n}) return ${n};`)}\n};\n`),
  lint('no-explicit-any', 'export const x = (value: any) => value;\n'),
  lint('no-floating-promises', 'export const x = (): void => {\n  Promise.resolve(1);\n};\n'),
  lint('no-process-env', 'export const x = process.env;\n'),
  lint('filename-case', 'export const x = 1;\n', 'packages/env/src/plantedFile.ts'),
  lint('no-restricted-imports', "export { openStack } from '@authlab/stack';\n", 'apps/jwt-api/src/planted.ts'),
  {
    tool: 'oxlint',
    words: [],
    says: 'no-cycle',
    files: {
      'packages/env/src/planted-a.ts': "import type { B } from './planted-b.ts';\nexport type A = { b: B };\n",
      'packages/env/src/planted-b.ts': "import type { A } from './planted-a.ts';\nexport type B = { a: A };\n",
    },
  },
  {
    tool: 'turbo',
    words: ['boundaries'],
    says: 'not a dependency',
    files: { [FILE]: "import { openUserStore } from '@authlab/users';\nexport const x = openUserStore;\n" },
  },
  {
    tool: 'turbo',
    words: ['boundaries'],
    says: 'tag',
    files: {
      'packages/planted/package.json':
        '{ "name": "@authlab/planted", "private": true, "dependencies": { "@authlab/users": "workspace:*" } }\n',
      'packages/planted/turbo.json': '{ "extends": ["//"], "tags": ["foundation"] }\n',
      'packages/planted/src/index.ts': 'export const x = 1;\n',
    },
  },
  { tool: 'knip', words: [], says: 'planted.ts', files: { [FILE]: 'export const x = 1;\n' } },
];

const run = (tool, words) =>
  new Promise((resolve, reject) => {
    const child = spawn(`${root}node_modules/.bin/${tool}`, words, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
    child.on('error', reject);
    child.on('exit', (code) => resolve({ code, said }));
  });

let missed = 0;
for (const { tool, words, says, files } of plants) {
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(`${root}${path}`), { recursive: true });
      writeFileSync(`${root}${path}`, text);
    }
    const { code, said } = await run(tool, words);
    const isFound = code !== 0 && said.includes(says);
    console.log(isFound ? 'found ' : 'MISSED', tool, says);
    if (!isFound) missed += 1;
  } finally {
    for (const path of Object.keys(files)) rmSync(`${root}${path}`, { force: true });
    rmSync(`${root}packages/planted`, { recursive: true, force: true });
  }
}
if (missed === 0) console.log(`all ${plants.length} planted violations were found`);
else console.log(`${missed} of ${plants.length} planted violations were missed`);
process.exitCode = missed === 0 ? 0 : 1;

// Plants violations and insists that `pnpm check`'s tools find each of them: a check that cannot fail checks nothing.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** Where most of them are planted, each in a file of its own. */
const ENV = 'packages/env/src';

/** How each tool is asked; all that is planted lies there meanwhile, as a tool takes as long for one as for all. */
const TOOLS = {
  tsc: ['-p', 'packages/env/tsconfig.json'],
  oxfmt: ['--check'],
  // One line for each fault, with file and rule.
  oxlint: ['--format=unix'],
  turbo: ['boundaries'],
  knip: [],
};

/**
 * A violation of a rule of the linter, which must name the rule at that file.
 * @param {string} rule
 * @param {string} text
 * @param {string} file
 */
const lint = (rule, text, file = `${ENV}/planted-${rule}.ts`) => ({
  tool: 'oxlint',
  says: [file, `(${rule})`],
  files: { [file]: text },
});

/** @type {{ tool: keyof typeof TOOLS, says: readonly string[], files: Record<string, string> }[]} what one line must say */
const plants = [
  {
    tool: 'tsc',
    says: [`${ENV}/planted-type.ts`, 'TS2322'],
    files: { [`${ENV}/planted-type.ts`]: 'export const x: number = "one";\n' },
  },
  {
    tool: 'oxfmt',
    says: [`${ENV}/planted-format.ts`],
    files: { [`${ENV}/planted-format.ts`]: 'export   const x=1\n' },
  },
  lint('max-lines-per-function', `export const x = () => {\n${lines(45, (n) => `  globalThis.name = '${n}';`)}\n};\n`),
  lint('max-lines', `${lines(210, (n) => `export const x${n} = ${n};`)}\n`),
  lint('complexity', `export const x = (n: number) => {\n${lines(12, (n) => `  if (n === ${n}) return ${n};`)}\n};\n`),
  lint('no-explicit-any', 'export const x = (value: any) => value;\n'),
  lint('no-floating-promises', 'export const x = (): void => {\n  Promise.resolve(1);\n};\n'),
  lint('no-process-env', 'export const x = process.env;\n'),
  lint('filename-case', 'export const x = 1;\n', `${ENV}/plantedFile.ts`),
  lint('no-restricted-imports', "export { openStack } from '@authlab/stack';\n", 'apps/jwt-api/src/planted.ts'),
  {
    tool: 'oxlint',
    says: [`${ENV}/planted-a.ts`, '(no-cycle)'],
    files: {
      [`${ENV}/planted-a.ts`]: "import type { B } from './planted-b.ts';\nexport type A = { b: B };\n",
      [`${ENV}/planted-b.ts`]: "import type { A } from './planted-a.ts';\nexport type B = { a: A };\n",
    },
  },
  {
    tool: 'turbo',
    says: ['cannot import package `@authlab/users` because it is not a dependency'],
    files: {
      [`${ENV}/planted-import.ts`]:
        "import { openUserStore } from '@authlab/users';\nexport const x = openUserStore;\n",
    },
  },
  {
    tool: 'turbo',
    says: ['Package `@authlab/users` found without any tag listed in allowlist for'],
    files: {
      'packages/planted/package.json':
        '{ "name": "@authlab/planted", "private": true, "dependencies": { "@authlab/users": "workspace:*" } }\n',
      'packages/planted/turbo.json': '{ "extends": ["//"], "tags": ["foundation"] }\n',
      'packages/planted/src/index.ts': 'export const x = 1;\n',
    },
  },
  {
    tool: 'knip',
    says: [`${ENV}/planted-unused.ts`],
    files: { [`${ENV}/planted-unused.ts`]: 'export const x = 1;\n' },
  },
];

const plant = () => {
  for (const [path, text] of plants.flatMap(({ files }) => Object.entries(files))) {
    mkdirSync(dirname(`${root}${path}`), { recursive: true });
    writeFileSync(`${root}${path}`, text);
  }
};

const uproot = () => {
  for (const path of plants.flatMap(({ files }) => Object.keys(files))) rmSync(`${root}${path}`, { force: true });
  rmSync(`${root}packages/planted`, { recursive: true, force: true });
};

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
    child.on('close', (code) => resolve({ code, said: said.split('\n') }));
  });

// Also when it is interrupted: what is planted must never be committed.
process.on('exit', uproot);
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }))
  process.on(signal, () => process.exit(code));

plant();
const answers = await Promise.all(Object.entries(TOOLS).map(async ([tool, words]) => [tool, await run(tool, words)]));
const heard = new Map(answers);

let missed = 0;
for (const { tool, says } of plants) {
  const { code, said } = heard.get(tool);
  const isFound = code !== 0 && said.some((line) => says.every((words) => line.includes(words)));
  console.log(isFound ? 'found ' : 'MISSED', tool, says.join(' '));
  if (!isFound) missed += 1;
}
if (missed === 0) console.log(`all ${plants.length} planted violations were found`);
else console.log(`${missed} of ${plants.length} planted violations were missed`);
process.exitCode = missed === 0 ? 0 : 1;

// How all packages run their tests: native ES modules, TypeScript compiled by swc with the decorators that Nest needs.
import { availableParallelism } from 'node:os';

export default {
  testEnvironment: 'node',
  // Not in the temporary folder, where it would stay.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  testSequencer: '<rootDir>/scripts/slow-suites-first.mjs',
  testMatch: ['<rootDir>/{apps,packages}/*/{src,test}/**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  // Most of them wait for processes, lifetimes and outages: so more at once than there are cores.
  maxWorkers: Math.max(3, availableParallelism() - 1),
  // Tests start processes: on a busy machine that takes its time, and no test asserts how long.
  testTimeout: 60_000,
};

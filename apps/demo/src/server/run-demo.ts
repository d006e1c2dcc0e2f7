// `pnpm demo`: starts the demo, shows where it is, and ends with Ctrl-C.
import { once } from 'node:events';
import { runWithStack } from '@authlab/stack';
import { readCommandLine } from './command-line.ts';
import type { Surroundings } from './config.ts';
import { openPage } from './open-page.ts';
import { startDemo } from './start-demo.ts';

export interface DemoStreams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** @param words of the command line @throws {UsageError}, {ProductionError}, and as `startDemo` */
export const runDemo = async (
  words: readonly string[],
  surroundings: Surroundings,
  { stdout, stderr }: DemoStreams,
): Promise<void> => {
  const asked = readCommandLine(words);
  if (asked.kind === 'help') {
    stdout.write(asked.text);
    return;
  }
  if (surroundings.isProduction) throw new ProductionError();
  for (const name of surroundings.namedStores) {
    stderr.write(`${name} is left alone: the demo kills, hangs and empties its stores, so it uses private ones.\n`);
  }
  stderr.write('Starting two Redis and three replicas of each API ...\n');
  await runWithStack(async (stack, signal) => {
    const report = (error: unknown): void =>
      void stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
    const address = await startDemo(stack, { port: asked.port, report });
    stdout.write(`The demo is at ${address}\n`);
    stderr.write('Ctrl-C ends it and all that it has started.\n');
    if (asked.opensBrowser && surroundings.hasScreen) await openPage(address, stderr);
    if (!signal.aborted) await once(signal, 'abort');
  });
};

/** The demo shows secrets and kills processes. */
class ProductionError extends Error {
  readonly code = 'production';

  constructor() {
    super('the demo shows credentials and kills its servers: it does not start with NODE_ENV=production. Unset it.');
    this.name = 'ProductionError';
  }
}

// A stack ends what it started, in reverse order, also when that was only half started.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { readProcess } from './process/process-entry.ts';
import { openStack } from './stack.ts';

const entry = fileURLToPath(new URL('../test/fixtures/api.mjs', import.meta.url));

const noting = (notes: string[], name: string) => async (): Promise<AsyncDisposable> => {
  await Promise.resolve();
  return { [Symbol.asyncDispose]: async () => void notes.push(name) };
};

describe('a stack', () => {
  it('leaves no process and no folder, not even the one that held them', async () => {
    const stack = await openStack();
    const folder = await stack.folder('data');
    const [redis, replica] = await Promise.all([stack.redis(), stack.replica({ entry, name: 'api', env: {} })]);
    await stack.close();
    expect([redis, replica].map(({ pid }) => readProcess(pid))).toEqual([undefined, undefined]);
    expect(existsSync(dirname(folder))).toBe(false);
  });

  it('ends the last first, at the end of its scope, also after an error', async () => {
    const notes: string[] = [];
    const work = async () => {
      await using stack = await openStack();
      await stack.own(noting(notes, 'first'));
      await stack.own(noting(notes, 'second'));
      throw new RangeError('of the work');
    };
    await expect(work()).rejects.toThrow(RangeError);
    expect(notes).toEqual(['second', 'first']);
  });

  it('ends the others when one cannot be ended', async () => {
    const notes: string[] = [];
    const stack = await openStack();
    await stack.own(noting(notes, 'first'));
    await stack.own(async () => await Promise.resolve({ [Symbol.asyncDispose]: async () => await failing() }));
    await expect(stack.close()).rejects.toThrow('cannot end');
    expect(notes).toEqual(['first']);
  });

  it('gives up what is half started when it closes, without a rest', async () => {
    const stack = await openStack();
    const folder = await stack.folder('data');
    const hanging = stack.replica({ entry, name: 'api', env: { FIXTURE_HANG: 'yes' } });
    const outcome = hanging.catch((error: unknown) => error);
    await delay(150);
    const startedAtMs = performance.now();
    await stack.close();
    // Those who are asked to end have five seconds.
    expect(performance.now() - startedAtMs).toBeLessThan(5000);
    expect(await outcome).toMatchObject({ code: 'replica_start_failed' });
    expect(existsSync(dirname(folder))).toBe(false);
  });

  it('starts nothing any more once it has closed', async () => {
    const stack = await openStack();
    await stack.close();
    await expect(stack.redis()).rejects.toMatchObject({ code: 'stack_closed' });
  });

  it('shares its keeper with other stacks of the process, and takes away only what is its own', async () => {
    const [one, two] = await Promise.all([openStack(), openStack()]);
    const [ofOne, ofTwo] = await Promise.all([one.folder('one'), two.folder('two')]);
    expect(dirname(ofOne)).toBe(dirname(ofTwo));
    await one.close();
    expect([existsSync(ofOne), existsSync(ofTwo)]).toEqual([false, true]);
    await two.close();
    expect(existsSync(dirname(ofTwo))).toBe(false);
  });
});

const failing = async (): Promise<void> => {
  await Promise.reject(new Error('cannot end'));
};

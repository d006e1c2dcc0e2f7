// A worker answers, fails one question at a time, and says why it cannot answer any more.
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openStack, type Stack } from '../stack.ts';
import type { Worker } from './worker.ts';

const ENTRY = fileURLToPath(new URL('../../test/fixtures/worker.mjs', import.meta.url));

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('stack.worker', () => {
  let stack: Stack;
  let worker: Worker;
  beforeEach(async () => {
    stack = await openStack();
    worker = await stack.worker({ entry: ENTRY, name: 'adder' });
  });
  afterEach(() => stack.close());

  it('answers from a process of its own, several questions at once', async () => {
    const answers = await Promise.all([worker.ask({ add: [1, 2] }), worker.ask({ add: [3, 4] })]);
    expect(answers).toEqual([3, 7]);
    expect(await worker.ask('pid')).toBe(worker.pid);
    expect(worker.pid).not.toBe(process.pid);
  });

  it('fails a question and goes on with the next', async () => {
    await expect(worker.ask({ add: 'nonsense' })).rejects.toThrow('adder: TypeError');
    expect(await worker.ask({ add: [1] })).toBe(1);
  });

  it('rejects what is open, and whatever comes later, with its last words when it ends', async () => {
    await expect(worker.ask('die')).rejects.toThrow('enough of this');
    await expect(worker.ask({ add: [1] })).rejects.toThrow('enough of this');
  });

  it('stops waiting when the signal says so, and ends with the stack', async () => {
    const controller = new AbortController();
    const answer = worker.ask('never', controller.signal);
    controller.abort(new Error('no time'));
    await expect(answer).rejects.toThrow('no time');
    await stack.close();
    expect(isAlive(worker.pid)).toBe(false);
  });
});

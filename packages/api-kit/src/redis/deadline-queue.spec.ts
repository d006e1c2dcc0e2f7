// The deadlines of many commands share one timer and still end each command in its own time.
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { DeadlineError, DeadlineQueue } from './deadline-queue.ts';

const never = <Value>(): Promise<Value> => new Promise(() => undefined);
const outcome = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

describe('DeadlineQueue', () => {
  it('hands on what settles in time, answers and failures alike', async () => {
    const queue = new DeadlineQueue(100);
    expect(await queue.race(Promise.resolve('answer'))).toBe('answer');
    expect(await outcome(queue.race(Promise.reject(new TypeError('refused'))))).toBeInstanceOf(TypeError);
  });

  it('hands on what is read of an answer, and why it cannot be read', async () => {
    const queue = new DeadlineQueue(100);
    expect(await queue.race(Promise.resolve('{"n":1}'), JSON.parse)).toEqual({ n: 1 });
    expect(await outcome(queue.race(Promise.resolve('{'), JSON.parse))).toBeInstanceOf(SyntaxError);
  });

  it('ends what never settles, in the order in which it began', async () => {
    const queue = new DeadlineQueue(30);
    const ended: number[] = [];
    const waits = [1, 2, 3].map(async (number) => {
      await delay(number * 10);
      await outcome(queue.race(never()));
      ended.push(number);
    });
    await Promise.all(waits);
    expect(ended).toEqual([1, 2, 3]);
  });

  it('ends a command that hangs behind many that were answered', async () => {
    const queue = new DeadlineQueue(20);
    for (let count = 0; count < 1000; count += 1) await queue.race(Promise.resolve(count));
    expect(await outcome(queue.race(never()))).toBeInstanceOf(DeadlineError);
    expect(await outcome(queue.race(never()))).toBeInstanceOf(DeadlineError);
  });

  it('ignores what a command does after its deadline', async () => {
    const queue = new DeadlineQueue(10);
    const { promise: late, reject: fail } = Promise.withResolvers<never>();
    expect(await outcome(queue.race(late))).toBeInstanceOf(DeadlineError);
    fail(new Error('too late to matter'));
    await delay(10);
  });
});

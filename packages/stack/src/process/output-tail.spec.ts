// What a child printed is kept, but never without bound.
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { OutputTail } from './output-tail.ts';

describe('OutputTail', () => {
  it('joins both streams in the order of their arrival', async () => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const tail = new OutputTail(stdout, stderr);
    stdout.write('one\ntw');
    await new Promise(setImmediate);
    stdout.write('o\n');
    stderr.write('three\n');
    await new Promise(setImmediate);
    expect(tail.lines()).toEqual(['one', 'two', 'three']);
  });

  it('keeps whole lines, the last ones, within its bound', async () => {
    const stdout = new PassThrough();
    const tail = new OutputTail(stdout);
    for (let index = 0; index < 20_000; index += 1) {
      if (!stdout.write(`line ${String(index).padStart(10, '0')}\n`)) await new Promise(setImmediate);
    }
    await new Promise(setImmediate);
    expect(tail.lines().at(-1)).toBe('line 0000019999');
    expect(tail.lines().length).toBeLessThan(10_000);
    expect(tail.lines().every((line) => /^line \d{10}$/u.test(line))).toBe(true);
  });
});

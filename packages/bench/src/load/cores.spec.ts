// Cores are read as Linux writes them, and a process is moved or it is said that it was not.
import { describe, expect, it } from '@jest/globals';
import { parseCoreList, pinProcess } from './cores.ts';

describe('parseCoreList', () => {
  it.each([
    ['0-3', [0, 1, 2, 3]],
    ['0,2,5-6', [0, 2, 5, 6]],
    ['7', [7]],
    ['', []],
  ])('reads %j', (text, cores) => {
    expect(parseCoreList(text)).toEqual(cores);
  });
});

describe('pinProcess', () => {
  it('says no where there are no cores, no such core or no such process', async () => {
    expect(await pinProcess(process.pid, undefined)).toBe(false);
    expect(await pinProcess(process.pid, [100_000])).toBe(false);
    expect(await pinProcess(0x7f_ff_ff_f0, [0])).toBe(false);
  });
});

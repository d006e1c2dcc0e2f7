// What the machine does not allow is left out, with the reason.
import { expect, it } from '@jest/globals';
import { playableFaults } from './playable-faults.ts';

const { signal } = new AbortController();
const granted = () => Promise.resolve({ state: 'possible' } as const);
const notExpected = () => Promise.reject(new Error('was tried'));
const refused = () => Promise.resolve({ state: 'impossible', reason: 'Operation not permitted' } as const);

it('leaves the link alone where there is no network namespace, and says why', async () => {
  expect(await playableFaults(['hang', 'link-down', 'failover'], signal, refused)).toEqual({
    faults: ['hang', 'failover'],
    leftOut: [{ fault: 'link-down', reason: 'Operation not permitted' }],
  });
});

it('does not try where the fault is not asked for', async () => {
  expect(await playableFaults(['hang'], signal, notExpected)).toEqual({ faults: ['hang'], leftOut: [] });
});

it('plays it where there is one', async () => {
  expect(await playableFaults(['link-down'], signal, granted)).toEqual({ faults: ['link-down'], leftOut: [] });
});

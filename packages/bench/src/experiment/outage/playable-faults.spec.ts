// What the machine does not allow is left out, with the reason.
import { expect, it } from '@jest/globals';
import { playableFaults } from './playable-faults.ts';

const { signal } = new AbortController();
const refused = () => Promise.resolve({ state: 'impossible', reason: 'Operation not permitted' } as const);

it('leaves the link alone where there is no network namespace, and says why', async () => {
  expect(await playableFaults(['hang', 'link-down', 'failover'], signal, refused)).toEqual({
    faults: ['hang', 'failover'],
    leftOut: [{ fault: 'link-down', reason: 'Operation not permitted' }],
  });
});

it('does not try where the fault is not asked for', async () => {
  const attempt = () => Promise.reject(new Error('was tried'));
  expect(await playableFaults(['hang'], signal, attempt)).toEqual({ faults: ['hang'], leftOut: [] });
});

it('plays it where there is one', async () => {
  const attempt = () => Promise.resolve({ state: 'possible' } as const);
  expect(await playableFaults(['link-down'], signal, attempt)).toEqual({ faults: ['link-down'], leftOut: [] });
});

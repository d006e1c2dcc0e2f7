// A stamp of this very machine, taken between two readings of the other clock, lies between them.
import { performance } from 'node:perf_hooks';
import { expect, it } from '@jest/globals';
import { stampMs } from './stamp-header.ts';

/** What the checker allows the two clocks to be apart. */
const TOLERANCE_MS = 0.1;

it('tells the moment of a stamp on the clock of this process', () => {
  for (let round = 0; round < 1000; round += 1) {
    const beforeMs = performance.now();
    const stampedMs = stampMs(String(process.hrtime.bigint()));
    expect(stampedMs).toBeGreaterThanOrEqual(beforeMs - TOLERANCE_MS);
    expect(stampedMs).toBeLessThanOrEqual(performance.now() + TOLERANCE_MS);
  }
});

// A run with lost requests, broken promises or bad copies says so itself.
import { describe, expect, it } from '@jest/globals';
import type { Footprint } from './footprint-result.ts';
import { copyFaults, footprintDisturbances, footprintFaults } from './judge-footprint.ts';

const interval = (value: number, reach = 0.01) => ({
  value,
  low: value - reach,
  high: value + reach,
  confidence: 0.95,
});

const REQUESTS = 100;
const footprint: Footprint = {
  wire: [],
  memory: [],
  memoryChecks: [{ target: 'session/redis', claimsBytes: 0, copiesOverLogins: interval(1) }],
  flat: [
    {
      target: 'session/redis',
      smallLoginSessions: 1000,
      loginSessions: 20_000,
      ratePerSec: 100,
      users: 5,
      invocations: 2,
      requests: REQUESTS,
      smallCpuUs: interval(200),
      fullCpuUs: interval(200),
      cpuRatio: interval(1),
      smallRedisCommands: { get: REQUESTS },
      fullRedisCommands: { get: REQUESTS },
    },
  ],
  flatBlocks: { valid: 4, noisy: 0, incomplete: 0 },
  replicaMemory: [],
};

const runOf = (changes: Partial<Footprint>) => ({ experiments: { footprint: { ...footprint, ...changes } } });

describe('the rules of the footprint', () => {
  it('find nothing wrong with a good run, or without one', () => {
    for (const run of [runOf({}), { experiments: {} }]) {
      expect([footprintFaults(run), copyFaults(run), footprintDisturbances(run)]).toEqual([[], [], []]);
    }
  });

  it('name lost requests', () => {
    expect(footprintFaults(runOf({ flatBlocks: { valid: 3, noisy: 0, incomplete: 1 } }))).toEqual([
      'in 1 blocks on a small or a full store requests were lost',
    ]);
  });

  it('name a full store that was asked more than was promised', () => {
    const flat = footprint.flat.map((row) => ({ ...row, fullRedisCommands: { get: 2 * REQUESTS } }));
    expect(footprintFaults(runOf({ flat }))[0]).toContain('session/redis with many login sessions');
  });

  it('name copies that are not like real logins', () => {
    const memoryChecks = [{ target: 'session/redis' as const, claimsBytes: 0, copiesOverLogins: interval(0.6) }];
    expect(copyFaults(runOf({ memoryChecks }))).toEqual([
      'copies of login sessions of session/redis take 0.60 times the memory of real ones',
    ]);
  });

  it('name a run that was disturbed for the most part', () => {
    expect(footprintDisturbances(runOf({ flatBlocks: { valid: 1, noisy: 3, incomplete: 0 } }))).toHaveLength(1);
  });
});

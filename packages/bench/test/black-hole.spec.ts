// A real black hole in the outage experiment: told 503, nothing revoked accepted, and served again when packets pass.
import { openStack, type Stack, trySeclusion } from '@authlab/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { outageExperiment } from '../src/experiment/outage/outage-experiment.ts';
import { PROFILES } from '../src/profile/profile.ts';
import { outageFaults } from '../src/result/judge-outage.ts';
import type { RawRecord } from '../src/result/raw-record.ts';
import { type OutageResult, outageSchema } from '../src/result/outage-result.ts';

const RUN_TIMEOUT_MS = 120_000;

const seclusion = await trySeclusion();
if (seclusion.state === 'impossible') process.stderr.write(`No black hole is tested: ${seclusion.reason}\n`);

(seclusion.state === 'possible' ? describe : describe.skip)('a black hole', () => {
  let stack: Stack;
  let outage: OutageResult;
  let records: readonly RawRecord[];

  beforeAll(async () => {
    stack = await openStack();
    const { smoke } = PROFILES;
    const { description, records: written } = await outageExperiment({
      stack,
      targets: ['session/redis'],
      profile: { ...smoke, outage: { ...smoke.outage, faults: ['link-down'], ownTailSeconds: { 'link-down': 6 } } },
      seed: 5,
      redisDelayMs: 0,
      signal: new AbortController().signal,
      report: () => undefined,
    });
    outage = outageSchema.parse(description.outage);
    records = written;
  }, RUN_TIMEOUT_MS);
  afterAll(() => stack.close());

  it('is played to its end, breaks no promise and costs nobody the login', () => {
    expect(outageFaults({ experiments: { outage } })).toEqual([]);
    expect([records.length, outage.leftOut]).toEqual([1, []]);
    expect(outage.rows).toMatchObject([{ fault: 'link-down', unhealed: 0, logins: { users: 20, lost: 0 } }]);
  });

  it('is answered 503 by the deadline, logouts too, and nothing revoked is accepted', () => {
    const [row] = outage.rows;
    expect(row?.during.unavailable).toBeGreaterThan(0);
    expect(row?.during.unanswered).toBe(0);
    expect(row?.after.accepted).toBeGreaterThan(0);
    expect(row?.logouts['503']).toBeGreaterThan(0);
    expect(row?.victims).toMatchObject({ staleAccepts: 0, resurrections: 0, alive: 0 });
  });
});

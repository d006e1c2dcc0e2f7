// The outage experiment, small, on real parts: who is served without Redis, what is lost with it, and what comes back.
import { openStack, type Stack } from '@authlab/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { outageExperiment } from '../src/experiment/outage/outage-experiment.ts';
import { PROFILES } from '../src/profile/profile.ts';
import { outageFaults } from '../src/result/judge-outage.ts';
import type { OutageFault } from '../src/result/outage-record.ts';
import { type OutageResult, type OutageRow, outageSchema } from '../src/result/outage-result.ts';
import { outageSections } from '../src/report/section/outage-section.ts';
import { sumOf } from '../src/report/section/outage-text.ts';
import type { TargetName } from '../src/target/target-name.ts';
import { summary } from './summary-example.ts';

const RUN_TIMEOUT_MS = 240_000;
const TARGETS = ['session/redis', 'jwt/denylist', 'jwt/pushed'] as const;

let stack: Stack;
let outage: OutageResult;

beforeAll(async () => {
  stack = await openStack();
  const { description } = await outageExperiment({
    stack,
    targets: [...TARGETS, 'recipe/iron-session'],
    profile: PROFILES.smoke,
    seed: 5,
    redisDelayMs: 0,
    signal: new AbortController().signal,
    report: () => undefined,
  });
  outage = outageSchema.parse(description.outage);
}, RUN_TIMEOUT_MS);
afterAll(() => stack.close());

const rowOf = (target: TargetName, fault: OutageFault): OutageRow => {
  const found = outage.rows.find((row) => row.target === target && row.fault === fault);
  if (found === undefined) throw new Error(`no ${fault} of ${target}`);
  return found;
};

/** While the fault lasted. */
const servedShare = ({ during }: OutageRow): number => during.accepted / sumOf(during);

describe('outages', () => {
  it('are all played to their end, on every strategy, and break no promise', () => {
    expect(outageFaults({ experiments: { outage } })).toEqual([]);
    expect(outage.rows).toHaveLength(TARGETS.length * PROFILES.smoke.outage.faults.length);
  });

  it.each(TARGETS)('are felt by users of %s, who are told 503 and served again afterwards', (target) => {
    const { during, after, logins, noticedMs } = rowOf(target, 'refused');
    expect(during.unavailable).toBeGreaterThan(0);
    expect([during.refused, after.refused]).toEqual([0, 0]);
    expect(after.accepted).toBeGreaterThan(0);
    expect(noticedMs?.min).toBeGreaterThan(0);
    expect(logins).toEqual({ users: 20, lost: 0 });
  });

  it('are felt later where requests are checked in memory', () => {
    const inMemory = rowOf('jwt/pushed', 'refused').noticedMs?.min ?? 0;
    expect(inMemory).toBeGreaterThan(rowOf('session/redis', 'refused').noticedMs?.min ?? Number.NaN);
    expect(inMemory).toBeGreaterThan(rowOf('jwt/denylist', 'refused').noticedMs?.min ?? Number.NaN);
  });

  it('leave the replica alone whose link holds', () => {
    for (const target of TARGETS) {
      expect(servedShare(rowOf(target, 'link-silent'))).toBeGreaterThan(servedShare(rowOf(target, 'refused')));
      expect(rowOf(target, 'link-silent').during.unavailable).toBeGreaterThan(0);
    }
  });
});

describe('a logout', () => {
  it.each(TARGETS)('of %s is 503 while Redis is dead, and holds once it is 204', (target) => {
    const { logouts, acknowledged, victims } = rowOf(target, 'refused');
    expect(logouts['503']).toBeGreaterThan(0);
    expect(acknowledged.undone).toBe(0);
    expect(victims).toMatchObject({ resurrections: 0, alive: 0 });
    expect(victims.acked).toBeGreaterThan(0);
  });
});

describe('a Redis that comes back empty', () => {
  it('signs everybody out', () => {
    for (const target of TARGETS) {
      const { users, lost } = rowOf(target, 'restart-empty').logins;
      expect(users).toBe(20);
      // On a busy machine some are answered 503 when they are asked for once more: those are not counted as lost.
      expect(lost).toBeGreaterThan(0);
    }
    expect(rowOf('session/redis', 'restart-empty').after.refused).toBeGreaterThan(0);
  });

  it('brings back tokens that it alone knew to be revoked', () => {
    const { acked, revived, alive } = rowOf('jwt/denylist', 'restart-empty').victims;
    expect([revived > 0, alive > 0, acked >= alive]).toEqual([true, true, true]);
    expect(rowOf('jwt/pushed', 'restart-empty').victims).toMatchObject({ revived: 0, alive: 0 });
    expect(rowOf('session/redis', 'restart-empty').victims).toMatchObject({ revived: 0, alive: 0 });
  });
});

describe('the report', () => {
  it('has a cell for each pair, and draws matrix and timelines at both widths', () => {
    const sections = outageSections(summary({ experiments: { outage } }));
    expect(sections).toHaveLength(2);
    expect(sections[0]?.table?.rows.map((row) => row.length)).toEqual([4, 4, 4]);
    expect(sections[1]?.table?.rows).toHaveLength(outage.rows.length);
    const pictures = sections.flatMap((section) => section.pictures);
    expect(pictures.length).toBeGreaterThan(1);
    for (const { draw } of pictures) {
      expect(draw('wide').height).toBeGreaterThan(0);
      expect(draw('narrow').option.series).toBeDefined();
    }
  });
});

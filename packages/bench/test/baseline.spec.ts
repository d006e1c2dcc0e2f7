// The baseline experiment, small, on real parts: facts about recipes as documented, and ours beside them.
import { openStack, type Stack } from '@authlab/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { baselineExperiment } from '../src/experiment/baseline/baseline-experiment.ts';
import { PROFILES } from '../src/profile/profile.ts';
import { type BaselineResult, baselineSchema } from '../src/result/baseline-result.ts';
import { baselineFaults } from '../src/result/judge-baseline.ts';
import { baselineSections } from '../src/report/section/baseline-section.ts';
import type { TargetName } from '../src/target/target-name.ts';
import { summary } from './summary-example.ts';

const RUN_TIMEOUT_MS = 240_000;

let stack: Stack;
let baseline: BaselineResult;

beforeAll(async () => {
  stack = await openStack();
  const { description } = await baselineExperiment({
    stack,
    targets: ['jwt/stateless'],
    profile: PROFILES.smoke,
    seed: 5,
    redisDelayMs: 0,
    signal: new AbortController().signal,
    report: () => undefined,
  });
  baseline = baselineSchema.parse(description.baseline);
}, RUN_TIMEOUT_MS);
afterAll(() => stack.close());

const find = <Row extends { readonly target: TargetName }>(rows: readonly Row[], target: TargetName): Row => {
  const row = rows.find((one) => one.target === target);
  if (row === undefined) throw new Error(`nothing of ${target}`);
  return row;
};

describe('a logout that races with requests of its session', () => {
  it('is a race on every side', () => {
    expect(baselineFaults({ experiments: { baseline } })).toEqual([]);
    const [first] = baseline.races;
    const still = { ...baseline, races: [{ ...first!, refused: 0 }] };
    expect(baselineFaults({ experiments: { baseline: still } })).toHaveLength(1);
  });

  it('stands with ours, also where each request writes', () => {
    for (const target of ['session/redis', 'session/redis@touch-each-request'] as const)
      expect(find(baseline.races, target)).toMatchObject({ rounds: PROFILES.smoke.baseline.races.rounds, revived: 0 });
  });

  it('is undone where a request saves the session that it has read, and only there', () => {
    expect(find(baseline.races, 'recipe/fastify-session').revived).toBeGreaterThan(0);
    const { races } = baseline;
    const ofExpress = races.filter(({ target }) => target === 'recipe/nest-passport-session');
    expect(ofExpress.map(({ racer }) => racer)).toEqual(['reads', 'writes']);
    expect(ofExpress[0]?.revived).toBe(0);
    expect(ofExpress[1]?.revived).toBeGreaterThan(0);
  });
});

describe('a Redis that stands still', () => {
  it('keeps requests of the recipes waiting, and those of ours not', () => {
    const { requests, rounds } = find(baseline.hangs, 'session/redis');
    expect(find(baseline.hangs, 'session/redis')).toMatchObject({ unanswered: 0, hung: 0, answers: { 503: requests } });
    for (const target of ['recipe/nest-passport-session', 'recipe/fastify-session', 'recipe/better-auth'] as const)
      expect(find(baseline.hangs, target)).toMatchObject({ unanswered: requests, hung: rounds, healed: rounds });
  });
});

const afterLogout = (target: TargetName) =>
  find(
    baseline.copies.filter(({ event }) => event === 'logout'),
    target,
  );

describe('a copied credential', () => {
  it.each(['session/redis', 'jwt/denylist', 'recipe/better-auth'] as const)('of %s ends with the logout', (target) => {
    expect(afterLogout(target)).toMatchObject({ stale: 0, neverRefused: 0 });
  });

  it.each([
    'recipe/better-auth-cookie-cache',
    'recipe/nest-jwt',
    'recipe/nest-passport-jwt',
    'recipe/fastify-jwt',
    'jwt/stateless',
  ] as const)('of %s lives until its lifetime ends, and no longer', (target) => {
    expect(afterLogout(target)).toMatchObject({ stale: 2, neverRefused: 0, trials: 2 });
  });

  it('of recipe/iron-session is accepted for as long as it is watched', () => {
    expect(afterLogout('recipe/iron-session')).toMatchObject({ stale: 2, neverRefused: 2 });
  });

  it('that is cached in a cookie outlives the store', () => {
    const cleared = baseline.copies.filter(({ event }) => event === 'store-cleared');
    expect(find(cleared, 'session/redis').stale).toBe(0);
    expect(find(cleared, 'recipe/better-auth').stale).toBe(0);
    expect(find(cleared, 'recipe/better-auth-cookie-cache').stale).toBe(2);
  });
});

describe('a planted cookie', () => {
  it('opens nobody else: every recipe begins another session at login', () => {
    expect(baseline.plantings.map(({ target }) => target)).toContain('recipe/nest-passport-session');
    expect(baseline.plantings.map(({ fixed }) => fixed)).toEqual(baseline.plantings.map(() => 0));
  });
});

describe('the report', () => {
  it('has a fact for each attack, with versions', () => {
    const tables = baselineSections(summary({ experiments: { baseline } })).map(({ table }) => table?.rows ?? []);
    const { races, hangs, copies, plantings } = baseline;
    expect(tables.map(({ length }) => length)).toEqual([races, hangs, copies, plantings].map(({ length }) => length));
    expect(tables.flat(2).join(' ')).toContain('express-session');
  });
});

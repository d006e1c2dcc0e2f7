// The analysis of the cost experiment recovers what was put into simulated blocks.
import type { TargetName } from '../../target/target-name.ts';
import { describe, expect, it } from '@jest/globals';
import type { VariantOutcome } from '../../load/variant-record.ts';
import type { CostBlockRecord, CostVariantRecord } from '../../result/raw-record.ts';
import { analyseCost } from './analyse-cost.ts';
import { type Duet, duetsOf } from './duets.ts';
import { judgeBlock } from './block-rules.ts';
import { countSlots } from './select-blocks.ts';
import { hasSettled } from './warm-up.ts';

const times = { count: 100, p50Us: 500, p90Us: 900, p99Us: 1500, maxUs: 3000 };
const REQUESTS = 100;
const outcome: VariantOutcome = {
  offered: REQUESTS,
  sent: REQUESTS,
  completed: REQUESTS,
  statuses: { 200: REQUESTS },
  unexpected: 0,
  timeouts: 0,
  failures: {},
  lateness: times,
  latency: times,
  service: times,
};

/** CPU per request in us; the first replica of each target is dearer by `bias`, whatever it serves. */
const COST: Readonly<Record<string, number>> = {
  'session/redis me': 240,
  'session/redis public': 100,
  'jwt/stateless me': 160,
  'jwt/stateless public': 100,
};
const BIAS = 30;
const ADDED_US = 25;

/** The dearer one first. */
const OPERATIONS = {
  target: ['me', 'public'],
  twin: ['me', 'public'],
  'known-effect': ['me-with-effect', 'me'],
} as const;

const variantsOf = (assignment: 0 | 1, drift: number): CostVariantRecord[] =>
  [
    { target: 'session/redis' as TargetName, arm: 'target' as const },
    { target: 'jwt/stateless' as TargetName, arm: 'target' as const },
    { target: 'session/redis' as TargetName, arm: 'twin' as const },
    { target: 'session/redis' as TargetName, arm: 'known-effect' as const },
  ].flatMap(({ target, arm }) =>
    [0, 1].map((replica): CostVariantRecord => {
      const isDearer = replica === assignment;
      const operation = OPERATIONS[arm][isDearer ? 0 : 1];
      const isRead = target === 'session/redis' && operation !== 'public';
      const addedUs = operation === 'me-with-effect' ? ADDED_US : 0;
      const known = COST[`${target} ${operation === 'public' ? 'public' : 'me'}`] ?? 0;
      const cpuUs = known * drift + (replica === 0 ? BIAS : 0) + addedUs;
      return {
        target,
        arm,
        replica,
        operation,
        appCpuUs: (cpuUs - (isRead ? 40 : 0)) * REQUESTS,
        redisCpuUs: (isRead ? 40 : 0) * REQUESTS,
        redisIdleUs: 10,
        redisCommands: isRead ? { get: REQUESTS } : {},
        bytesIn: 200 * REQUESTS,
        bytesOut: 700 * REQUESTS,
        outcome,
      };
    }),
  );

const block = (changes: Partial<CostBlockRecord> & { readonly assignment: 0 | 1 }, drift = 1): CostBlockRecord => ({
  type: 'cost-block',
  phase: 'measurement',
  duet: 0,
  invocation: 0,
  slot: 0,
  attempt: 0,
  ratePerSec: 400,
  seconds: 2,
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 2000,
  variants: variantsOf(changes.assignment, drift),
  generator: { utilization: 0.2, cpuUs: 1000 },
  noise: {},
  broken: [],
  state: 'valid',
  ...changes,
});

const DRIFTS = [0.98, 1, 1.03];
const run = DRIFTS.flatMap((drift, invocation) => [
  block({ invocation, slot: 0, assignment: 0 }, drift),
  block({ invocation, slot: 1, assignment: 1 }, drift),
]);
const duets: readonly Duet[] = [['session/redis', 'jwt/stateless']];
const options = { duets, addedUs: ADDED_US, seed: 1, minutesPerInvocation: 0.5 };

describe('analyseCost', () => {
  const { cost, comparisons, noiseFloor, knownEffect } = analyseCost(run, options);

  it('frees the overhead of authentication from what is peculiar to a process', () => {
    const meanDrift = (0.98 + 1 + 1.03) / 3;
    expect(cost[0]?.authOverheadUs.value).toBeCloseTo(140 * meanDrift, 9);
    expect(cost[1]?.authOverheadUs.value).toBeCloseTo(60 * meanDrift, 9);
    expect(cost[0]?.authOverheadUs.low).toBeLessThan(140 * meanDrift);
  });

  it('gives exact commands and bytes per request', () => {
    expect(cost[0]).toMatchObject({ requests: 600, redisCommands: { get: 600 }, redisCommandsPerRequest: { get: 1 } });
    expect(cost[1]).toMatchObject({ redisCommands: {}, bytesInPerRequest: 200, bytesOutPerRequest: 700 });
    expect(cost[0]?.redisCpuUs.value).toBeCloseTo(40, 9);
  });

  it('compares sessions in units of tokens', () => {
    expect(comparisons.map(({ a, b, metric }) => [a, b, metric])).toEqual([
      ['jwt/stateless', 'session/redis', 'cpuUs'],
      ['jwt/stateless', 'session/redis', 'authOverheadUs'],
    ]);
    expect(comparisons[1]?.ratio?.value).toBeCloseTo(140 / 60, 9);
    expect(comparisons.every(({ verdict }) => verdict === 'different')).toBe(true);
  });

  it('finds no difference between a target and its twin', () => {
    expect(noiseFloor?.ratio.value).toBeCloseTo(1, 12);
  });

  it('finds the effect that was put in, exactly', () => {
    expect(knownEffect).toMatchObject({ addedUs: ADDED_US, ratePerSec: 400 });
    expect(knownEffect?.foundUs.value).toBeCloseTo(ADDED_US, 9);
  });

  it('compares inside a duet alone, and takes what a target costs from all its duets', () => {
    const second = run.map((good) => ({
      ...good,
      duet: 1,
      variants: good.variants.map((variant) =>
        variant.target === 'jwt/stateless' ? { ...variant, target: 'jwt/denylist' as const } : variant,
      ),
    }));
    const two = analyseCost([...run, ...second], {
      ...options,
      duets: [...duets, ['session/redis', 'jwt/denylist']],
    });
    const rows = Object.fromEntries(two.cost.map((row) => [row.target, row.invocations]));
    expect(rows).toEqual({ 'session/redis': 6, 'jwt/stateless': 3, 'jwt/denylist': 3 });
    expect(two.comparisons.map(({ a, b }) => `${b} ${a}`)).toEqual([
      'session/redis jwt/stateless',
      'session/redis jwt/stateless',
      'session/redis jwt/denylist',
      'session/redis jwt/denylist',
    ]);
  });

  it('has no figures for one invocation alone', () => {
    expect(analyseCost(run.slice(0, 2), options)).toEqual({ cost: [], comparisons: [] });
  });

  it('leaves out warm-up, disturbed blocks that were repeated, and lost ones', () => {
    const dear = 100;
    const extra = [
      block({ phase: 'warm-up', assignment: 0, slot: 0 }, dear),
      block({ slot: 0, attempt: 0, assignment: 0, state: 'noisy' }, dear),
      block({ slot: 7, attempt: 0, assignment: 1, state: 'incomplete' }, dear),
    ];
    const repeated = run.map((good) => (good.slot === 0 && good.invocation === 0 ? { ...good, attempt: 1 } : good));
    expect(analyseCost([...extra, ...repeated], options).cost).toEqual(cost);
    expect(countSlots([...extra, ...repeated])).toEqual({ planned: 7, valid: 6, noisy: 0, incomplete: 1 });
  });

  it('uses a disturbed block that never got better, and counts it', () => {
    const noisy = run.map((good) => (good.slot === 0 ? { ...good, state: 'noisy' as const } : good));
    expect(analyseCost(noisy, options).cost).toEqual(cost);
    expect(countSlots(noisy)).toEqual({ planned: 6, valid: 3, noisy: 3, incomplete: 0 });
  });

  it('states no ratio of overheads when the denominator may be nothing', () => {
    const flat = run.map((good, index) => ({
      ...good,
      variants: good.variants.map((variant) =>
        variant.target === 'jwt/stateless' && variant.operation === 'me'
          ? { ...variant, appCpuUs: (100 + (index % 3) - 1 + (variant.replica === 0 ? BIAS : 0)) * REQUESTS }
          : variant,
      ),
    }));
    const overhead = analyseCost(flat, options).comparisons.find(({ metric }) => metric === 'authOverheadUs');
    expect(overhead).not.toHaveProperty('ratio');
    expect(overhead?.verdict).toBe('not-resolved');
    expect(overhead?.differenceUs.value).toBeGreaterThan(100);
  });
});

describe('judgeBlock', () => {
  const good = block({ assignment: 0 });
  const withOutcome = (changes: Partial<VariantOutcome>) => ({
    ...good,
    variants: good.variants.map((variant) => ({ ...variant, outcome: { ...outcome, ...changes } })),
  });

  it('accepts a quiet block, also where the system shows no noise', () => {
    expect(judgeBlock(good)).toEqual({ state: 'valid', broken: [] });
  });

  it.each([
    ['a lost request', withOutcome({ completed: REQUESTS - 1 })],
    ['a wrong answer', withOutcome({ unexpected: 1 })],
  ])('calls a block with %s incomplete', (_what, bad) => {
    expect(judgeBlock(bad).state).toBe('incomplete');
  });

  it.each([
    ['a busy generator', { ...good, generator: { utilization: 0.71, cpuUs: 1 } }],
    ['a late generator', withOutcome({ lateness: { ...times, p99Us: 20_001 } })],
    ['stolen time', { ...good, noise: { stealShare: 0.06 } }],
    ['foreign programs', { ...good, noise: { foreignShare: 0.21 } }],
  ])('calls a block with %s disturbed and says why', (_what, bad) => {
    const judged = judgeBlock(bad);
    expect(judged.state).toBe('noisy');
    expect(judged.broken).toHaveLength(1);
  });
});

const warm = (...drifts: number[]) => drifts.map((drift) => block({ assignment: 0 }, drift));

describe('hasSettled', () => {
  it('waits for four blocks whose cost no longer falls', () => {
    expect(hasSettled(warm(1, 1, 1))).toBe(false);
    expect(hasSettled(warm(2, 1.8, 1.6, 1.4))).toBe(false);
    expect(hasSettled(warm(2, 1.5, 1, 1.01, 0.99, 1))).toBe(true);
  });
});

describe('duetsOf', () => {
  it('puts few targets under load at once, the first in each duet, and each other once', () => {
    expect(duetsOf(['session/redis', 'jwt/stateless'])).toEqual([['session/redis', 'jwt/stateless']]);
    expect(duetsOf(['session/redis'])).toEqual([['session/redis']]);
    const many = ['session/redis', 'session/tracked', 'jwt/stateless', 'jwt/denylist', 'jwt/pushed'] as const;
    expect(duetsOf(many)).toEqual([
      ['session/redis', 'session/tracked', 'jwt/stateless'],
      ['session/redis', 'jwt/denylist', 'jwt/pushed'],
    ]);
  });
});

// The model gives what one can work out by hand, and says what it does not know.
import { describe, expect, it } from '@jest/globals';
import { comparison, revocation, summary } from '../../test/summary-example.ts';
import type { CostRow, Summary } from '../result/summary.ts';
import type { Interval } from '../stats/interval.ts';
import type { TargetName } from '../target/target-name.ts';
import { lagBound, meetsLag } from './lag-bound.ts';
import { makePlan } from './make-plan.ts';
import { planAnswer, planTables } from './plan-tables.ts';
import { missShareOf } from './request-mix.ts';
import type { Site } from './site.ts';

const interval = (value: number, reach = 0): Interval => ({
  value,
  low: value - reach,
  high: value + reach,
  confidence: 0.95,
});

/** App and Redis in us, with reaches of 3 and 4 %. */
const cost = (target: TargetName, appUs: number, redisUs: number): CostRow => ({
  target,
  ratePerSec: 400,
  invocations: 4,
  requests: 1000,
  appCpuUs: interval(appUs, appUs * 0.03),
  redisCpuUs: interval(redisUs, redisUs * 0.04),
  cpuUs: interval(appUs + redisUs, 10),
  authOverheadUs: interval(50, 5),
  redisCommandsPerRequest: redisUs > 0 ? { get: 1 } : {},
  redisCommands: redisUs > 0 ? { get: 1000 } : {},
  bytesInPerRequest: 200,
  bytesOutPerRequest: 700,
});

/** 1000 requests/s: with cores half used, 100 us of a request are 0.2 cores. */
const site: Site = {
  users: 10_000,
  requestsPerUserSecond: 0.1,
  accessTtlSeconds: 200,
  revocationsPerUserDay: 8.64,
  loginEverySeconds: 10_000,
  loginSessionsPerUser: 2,
  utilization: 0.5,
  redisReplicas: 1,
  nodeMemoryBytes: 2 ** 30,
  nodeBitsPerSecond: 1e9,
  revocationStaleMs: 2000,
};

const costs = [cost('session/redis', 200, 50), cost('jwt/stateless', 150, 0), cost('jwt/denylist', 190, 40)];
const login = {
  operations: ['session/redis', 'jwt/stateless', 'jwt/denylist'].flatMap((target) => [
    { target, operation: 'login', hashing: 'cheap', cpuUs: interval(1), redisCpuUs: interval(1), redisCommands: {} },
    {
      target,
      operation: 'login',
      hashing: 'production',
      cpuUs: interval(49_900, 900),
      redisCpuUs: interval(100),
      redisCommands: { set: 1 },
    },
    { target, operation: 'refresh', cpuUs: interval(1900, 190), redisCpuUs: interval(100), redisCommands: {} },
  ]),
};
const footprint = {
  memory: [
    { target: 'session/redis', loginSessions: 1000, claimsBytes: 0, bytesPerLoginSession: interval(9999) },
    { target: 'session/redis', loginSessions: 2000, claimsBytes: 0, bytesPerLoginSession: interval(600, 60) },
    { target: 'session/redis', loginSessions: 4000, claimsBytes: 4096, bytesPerLoginSession: interval(5000) },
  ],
  replicaMemory: [
    { target: 'jwt/pushed', kind: 'served', bytesPerEntry: interval(9999) },
    { target: 'jwt/pushed', kind: 'revoked', bytesPerEntry: interval(100, 10) },
  ],
};

/** What other experiments add to a summary is read as unknown data. */
const run = (changes: Partial<Summary> = {}, experiments: object = {}): Summary =>
  summary({
    cost: costs,
    comparisons: [],
    revocation: [],
    experiments,
    ...changes,
  });

const planOf = (target: string, plan: ReturnType<typeof makePlan>) => {
  const found = plan.strategies.find((strategy) => strategy.target === target);
  if (found === undefined) throw new Error(`no plan of ${target}`);
  return found;
};

describe('cores', () => {
  it('are requests times CPU over utilization, with the interval of the unit costs', () => {
    const { appCores, totalCores, requestCpuUs } = planOf('session/redis', makePlan(run(), site));
    expect(appCores.value).toBeCloseTo(0.4, 12);
    expect(appCores.low).toBeCloseTo(0.4 * 0.97, 12);
    expect(totalCores.value).toBeCloseTo(0.5, 12);
    expect(totalCores.high).toBeCloseTo(0.52, 12);
    expect(requestCpuUs).toEqual(interval(250, 10));
  });

  it('say so where refreshes were measured at a lower rate than requests', () => {
    const slowly = { operations: login.operations.map((row) => ({ ...row, ratePerSec: 60 })) };
    expect(makePlan(run({}, { login: slowly }), site).notes.join()).toContain('Refreshes were measured at 60 a second');
    expect(makePlan(run({}, { login }), site).notes.join()).not.toContain('Refreshes were measured');
  });

  it('include logins with the hash of production, and refreshes where tokens expire', () => {
    const plan = makePlan(run({}, { login }), site);
    // One login a second takes 50 ms, 50 refreshes a second take 2 ms each: half used, 0.1 and 0.2 cores.
    expect(planOf('session/redis', plan)).toMatchObject({
      refreshesPerSecond: 0,
      loginsPerSecond: 1,
      uncounted: ['touches'],
    });
    expect(planOf('session/redis', plan).operationCores.value).toBeCloseTo(0.1, 12);
    const token = planOf('jwt/stateless', plan);
    expect(token.refreshesPerSecond).toBe(50);
    expect(token.operationCores.value).toBeCloseTo(0.3, 12);
    expect(token.operationCores.high - token.operationCores.value).toBeCloseTo(
      2 * Math.hypot(900, 50 * 190) * 1e-6,
      12,
    );
    expect(token.totalCores.value).toBeCloseTo(0.3 + 0.3, 12);
  });

  it('refresh no more often than there are requests', () => {
    const rare = makePlan(run(), { ...site, accessTtlSeconds: 2 });
    expect(planOf('jwt/stateless', rare).refreshesPerSecond).toBe(1000);
  });

  it('name what was not measured and the command that measures it', () => {
    const { strategies, notes } = makePlan(run(), site);
    expect(strategies.map(({ uncounted }) => uncounted)).toEqual([
      ['logins', 'touches'],
      ['refreshes', 'logins'],
      ['refreshes', 'logins'],
    ]);
    expect(notes.join('\n')).toContain(
      'pnpm bench --experiment cost,revocation,login,footprint --targets session/redis,',
    );
    expect(makePlan(run({}, { login: { operations: 'of another form' } }), site).notes.join('\n')).toContain(
      'Not counted',
    );
  });
});

describe('Redis', () => {
  const busy = { ...site, users: 1e6, requestsPerUserSecond: 0.1 };

  it('is cut into shards by its CPU, and doubled by its replicas', () => {
    // 100,000/s of 50 us are 5 busy cores, 10 when half used.
    const { redis } = planOf('session/redis', makePlan(run(), busy));
    expect(redis).toMatchObject({ shards: { value: 10, low: 10, high: 11 }, limitedBy: 'cpu', nodes: 20 });
    expect(redis).not.toHaveProperty('dataBytes');
  });

  it('is cut by memory, with as much again for the copies, when that is more', () => {
    const small = { ...busy, nodeMemoryBytes: 2e8 };
    const { redis } = planOf('session/redis', makePlan(run({}, { footprint }), small));
    // Two million sessions of 600 bytes, the slope at the largest size without claims: 1.2 GB, twice, in 0.2 GB.
    expect(redis.dataBytes?.value).toBe(1.2e9);
    expect(redis).toMatchObject({ shards: { value: 12, low: 11, high: 14 }, limitedBy: 'memory' });
  });

  it('is cut by the network, at most a whole session for each command', () => {
    const narrow = { ...busy, nodeBitsPerSecond: 48e6 };
    const { redis } = planOf('session/redis', makePlan(run({}, { footprint }), narrow));
    // 100,000/s of 600 bytes are 480 Mbit/s, in half of 48.
    expect(redis).toMatchObject({ shards: { value: 20, low: 18, high: 22 }, limitedBy: 'network' });
  });

  it('is one shard where it has next to nothing to do', () => {
    expect(planOf('jwt/stateless', makePlan(run(), busy)).redis).toMatchObject({
      shards: { value: 1, low: 1, high: 1 },
    });
  });

  it('keeps a revocation as long as a token lives: one a second for 200 s', () => {
    const plan = makePlan(run({ cost: [...costs, cost('jwt/pushed', 150, 0)] }, { footprint }), site);
    expect(planOf('jwt/denylist', plan).denylistEntries).toBeCloseTo(200, 9);
    expect(planOf('jwt/pushed', plan).replicaBytes).toEqual(interval(20_000, 2000));
    expect(planOf('session/redis', plan)).not.toHaveProperty('denylistEntries');
  });
});

describe('the break-even lifetime', () => {
  it('is the cost of a refresh over what the requests save: 2000 us / (0.1/s * 100 us) = 200 s', () => {
    const [row] = makePlan(run({}, { login }), site).breakEvens;
    expect(row).toMatchObject({ token: 'jwt/stateless', session: 'session/redis' });
    expect(row?.savedUs.value).toBe(100);
    expect(row?.savedUs.high).toBeCloseTo(100 + Math.hypot(10, 10), 12);
    expect(row?.lifetime).toMatchObject({ state: 'bounded', interval: { value: expect.closeTo(200, 9) } });
  });

  it('takes the difference that was measured side by side, in either order', () => {
    const narrow = comparison({ a: 'jwt/stateless', b: 'session/redis', differenceUs: interval(50, 1) });
    const turned = comparison({ a: 'session/redis', b: 'jwt/stateless', differenceUs: interval(-50, 1) });
    for (const row of [narrow, turned]) {
      const [first] = makePlan(run({ comparisons: [row] }, { login }), site).breakEvens;
      expect(first?.savedUs).toEqual(interval(50, 1));
    }
  });

  it('takes a difference that was measured side by side with a third', () => {
    const pairs = [
      comparison({ a: 'jwt/stateless', b: 'jwt/denylist', differenceUs: interval(30, 3) }),
      comparison({ a: 'session/redis', b: 'jwt/denylist', differenceUs: interval(-80, 4) }),
    ];
    const [row] = makePlan(run({ comparisons: pairs }), site).breakEvens;
    expect(row).toMatchObject({ token: 'jwt/stateless', session: 'session/redis', savedUs: interval(110, 5) });
  });

  it('is never where a token saves nothing, and open where that is not known', () => {
    const lifetimes = (differenceUs: Interval) =>
      makePlan(run({ comparisons: [comparison({ differenceUs })] }, { login }), site).breakEvens[0]?.lifetime;
    expect(lifetimes(interval(-20, 5))).toEqual({ state: 'never' });
    expect(lifetimes(interval(5, 15))).toEqual({
      state: 'at-least',
      low: expect.closeTo((2000 - 190) / (0.1 * 20), 9),
    });
    expect(makePlan(run(), site).breakEvens[0]).not.toHaveProperty('lifetime');
  });
});

describe('what replicas remember', () => {
  it('helps less the fewer requests of a credential come to one of them', () => {
    expect(missShareOf(1e-9)).toBeCloseTo(1, 6);
    expect(missShareOf(1)).toBeCloseTo(1 - Math.exp(-1), 12);
    expect(missShareOf(1000)).toBeCloseTo(0.001, 12);
  });

  const large = { ...site, users: 1e6 };
  const uncached = cost('jwt/stateless@uncached', 200, 0);

  it('is counted as the share of misses between the cached and the uncached cost', () => {
    // 30 cores for 100,000/s of 150 us; 20 requests of a token in its life, two thirds of one for each.
    const plan = makePlan(run({ cost: [...costs, uncached] }), large);
    const missShare = (1 - Math.exp(-20 / 30)) / (20 / 30);
    expect(planOf('jwt/stateless', plan).requestCpuUs.value).toBeCloseTo(150 + 50 * missShare, 9);
    const denylistMisses = (1 - Math.exp(-20 / 38)) / (20 / 38);
    expect(planOf('jwt/denylist', plan).requestCpuUs.value).toBeCloseTo(230 + 50 * denylistMisses, 9);
    expect(planOf('jwt/stateless', plan).uncounted).not.toContain('misses');
    expect(plan.notes.join('\n')).toContain('Counted: misses');
  });

  it('is called uncounted where the uncached cost was not measured', () => {
    const plan = makePlan(run(), large);
    const { requestCpuUs, uncounted } = planOf('jwt/stateless', plan);
    expect(requestCpuUs.value).toBe(150);
    expect(uncounted).toContain('misses');
    expect(plan.notes.join('\n')).toContain('Not counted: misses');
    expect(plan.notes.join('\n')).toContain('jwt/stateless@uncached');
    expect(planOf('session/redis', plan).uncounted).not.toContain('misses');
  });

  it('is as rare with tracked sessions as they live long: a hit in all but a few', () => {
    const tracked = makePlan(run({ cost: [...costs, cost('session/tracked', 150, 0)] }), large);
    // 30 replicas, 1000 requests of a session in its life.
    const missShare = (1 - Math.exp(-1000 / 30)) / (1000 / 30);
    expect(planOf('session/tracked', tracked).requestCpuUs.value).toBeCloseTo(150 + 100 * missShare, 9);
  });

  it('keeps the differences that were measured side by side', () => {
    const pairs = [
      comparison({ a: 'jwt/stateless', b: 'session/redis', differenceUs: interval(100, 3) }),
      comparison({ a: 'jwt/stateless', b: 'jwt/stateless@uncached', differenceUs: interval(50, 4) }),
    ];
    const [row] = makePlan(run({ cost: [...costs, uncached], comparisons: pairs }), large).breakEvens;
    const missShare = (1 - Math.exp(-20 / 30)) / (20 / 30);
    expect(row?.savedUs.value).toBeCloseTo(100 - 50 * missShare, 9);
    expect(row?.savedUs.high).toBeCloseTo(row!.savedUs.value + Math.hypot(3, 4 * missShare), 9);
  });
});

describe('touches', () => {
  const touching = cost('session/redis@touch-each-request', 240, 80);

  it('are counted as the share of the requests that come when one is due: after 60 s and 10 s more, one of 7', () => {
    const plan = makePlan(run({ cost: [...costs, touching] }), site);
    expect(planOf('session/redis', plan).requestCpuUs.value).toBeCloseTo(250 + 70 / 7, 9);
    expect(planOf('session/redis', plan).uncounted).not.toContain('touches');
    expect(plan.notes.join('\n')).toContain('Counted: touches');
    expect(planOf('jwt/stateless', plan).requestCpuUs.value).toBe(150);
  });

  it('are called uncounted where a touch was not measured', () => {
    const { notes, strategies } = makePlan(run(), site);
    expect(strategies[0]?.uncounted).toContain('touches');
    expect(notes.join('\n')).toContain('jwt/denylist,session/redis@touch-each-request');
  });
});

describe('the lag', () => {
  const seen = [
    revocation({ lagMs: { p50: 0, p99: 0, max: 3 } }),
    revocation({ target: 'jwt/pushed', lagMs: { p50: 0.4, p99: 1, max: 2 } }),
  ];

  it.each([
    ['session/redis', { state: 'at-most', ms: 3, basis: 'measured', medianMs: 0 }],
    ['jwt/denylist', { state: 'at-most', ms: 0, basis: 'promised' }],
    ['jwt/stateless', { state: 'at-most', ms: 200_000, basis: 'lifetime' }],
    ['jwt/pushed', { state: 'at-most', ms: 2000, basis: 'heartbeat', medianMs: 0.4 }],
    ['session/tracked', { state: 'at-most', ms: 2000, basis: 'heartbeat' }],
    ['session/memory', { state: 'unbounded' }],
  ] as const)('of %s is %o', (target, bound) => {
    expect(lagBound(target, site, seen)).toEqual(bound);
  });

  it('has no bound where a credential outlived the watch', () => {
    expect(lagBound('session/redis', site, [revocation({ neverRefused: 1 })])).toEqual({ state: 'unbounded' });
  });

  it('meets what is asked for, to the millisecond', () => {
    expect(meetsLag({ state: 'at-most', ms: 2000, basis: 'heartbeat' }, 2000)).toBe(true);
    expect(meetsLag({ state: 'at-most', ms: 2000, basis: 'heartbeat' }, 1999)).toBe(false);
    expect(meetsLag({ state: 'unbounded' }, 1e12)).toBe(false);
    expect(meetsLag({ state: 'unbounded' }, undefined)).toBe(true);
  });
});

describe('the cheapest', () => {
  it('is the cheapest of those that revoke in time', () => {
    expect(makePlan(run({}, { login }), site).cheapest?.target).toBe('session/redis');
    expect(makePlan(run(), { ...site, maxLagMs: 5000 }).cheapest?.target).toBe('jwt/denylist');
    expect(makePlan(run(), { ...site, maxLagMs: 300_000 }).cheapest).toEqual({ target: 'jwt/stateless', rivals: [] });
  });

  it('names those that it is not told apart from', () => {
    const open = run({ cost: [cost('jwt/denylist', 190, 40), cost('session/redis', 195, 42)] });
    const plan = makePlan(open, { ...site, maxLagMs: 5000 });
    expect(plan.cheapest).toEqual({ target: 'jwt/denylist', rivals: ['session/redis'] });
    expect(planAnswer(plan).join(' ')).toContain('does not tell its cost apart from that of session/redis');
    const resolved = { ...open, comparisons: [comparison({ a: 'jwt/denylist', differenceUs: interval(7, 2) })] };
    expect(makePlan(resolved, { ...site, maxLagMs: 5000 }).cheapest?.rivals).toEqual([]);
  });

  it('is none where none revokes in time', () => {
    const plan = makePlan(run({ cost: [cost('jwt/stateless', 150, 0)] }), { ...site, maxLagMs: 1000 });
    expect(plan).not.toHaveProperty('cheapest');
    expect(planAnswer(plan).slice(0, 2)).toEqual([
      'None of them refuses a revoked credential within 1.00 s.',
      'jwt/stateless would do with tokens that live for 1.00 s: plan that with --access-ttl.',
    ]);
  });

  it('may be a token that lives no longer than that', () => {
    const short = { ...site, maxLagMs: 5000, accessTtlSeconds: 5 };
    expect(makePlan(run(), short).cheapest?.target).toBe('jwt/stateless');
    expect(planAnswer(makePlan(run(), short)).join(' ')).not.toContain('--access-ttl');
  });

  it('is said to be too cheap where a part of it was not measured', () => {
    const lines = planAnswer(makePlan(run(), { ...site, maxLagMs: 300_000 })).join(' ');
    expect(lines).toContain('Its refreshes are not counted');
  });
});

describe('makePlan', () => {
  it('plans strategies alone: a comparator revokes nothing, a variant is no choice', () => {
    const others = [...costs, cost('recipe/nest-jwt', 300, 0), cost('jwt/stateless@uncached', 200, 0)];
    expect(makePlan(run({ cost: others }), site).strategies).toHaveLength(3);
    expect(() => makePlan(run({ cost: others.slice(3) }), site)).toThrow(TypeError);
  });

  it('passes on that the run is not to be trusted', () => {
    expect(makePlan(run({ verdict: 'UNTRUSTED', reasons: ['twins differ'] }), site).notes[0]).toContain('twins differ');
  });

  it('is told in tables that fit a terminal', () => {
    const plan = makePlan(run({}, { login, footprint }), { ...site, maxLagMs: 5000 });
    const [cores, memory, even] = planTables(plan);
    expect(cores?.rows[0]).toEqual(expect.arrayContaining(['session/redis', '250 (240 to 260)', '0']));
    expect(cores?.rows.map((row) => row.at(-1))).toEqual([
      '0 ms (promised, not measured): yes',
      "200 s (the token's life): NO",
      '0 ms (promised, not measured): yes',
    ]);
    expect(memory?.rows[0]?.[1]).toBe('11.4 (10.3 to 12.6) MiB');
    expect(even?.rows[0]?.at(-1)).toMatch(/^200 \(\d+ to \d+\) s$/u);
  });
});

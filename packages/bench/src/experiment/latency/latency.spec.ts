// From rounds to figures: percentiles per invocation first, intervals over invocations, and nothing without its requests.
import { describe, expect, it } from '@jest/globals';
import { encodeTimes, recordMs, timeHistogram } from '../../load/time-histogram.ts';
import { LATENCY_PROFILES } from '../../profile/latency-profile.ts';
import { judgeRun } from '../../result/judge-run.ts';
import type { LatencyBlockRecord, LatencyRoundRecord } from '../../result/raw-record.ts';
import { latencySchema } from '../../result/latency-result.ts';
import { analyseLatency } from './analyse-latency.ts';
import { commonRates, slowestTarget } from './common-rates.ts';
import { estimateOf } from './estimate.ts';
import { judgeLatencyBlock } from './latency-rules.ts';

const timesOf = (count: number, ms: (index: number) => number): string => {
  const histogram = timeHistogram();
  for (let index = 0; index < count; index += 1) recordMs(histogram, ms(index));
  return encodeTimes(histogram);
};

const countsOf = (offered: number, lost = 0) => ({
  offered,
  sent: offered,
  completed: offered - lost,
  statuses: { 200: offered - lost },
  unexpected: 0,
  timeouts: lost,
  failures: {},
});

interface BlockShape {
  readonly requests?: number;
  /** Latencies run evenly from 0 up to this. */
  readonly slowestMs?: number;
  readonly latenessMs?: number;
  readonly lost?: number;
}

const block = ({ requests = 1000, slowestMs = 10, latenessMs = 0.01, lost = 0 }: BlockShape): LatencyBlockRecord => {
  const latency = timesOf(requests, (index) => ((index + 1) * slowestMs) / requests);
  const times = { latency, service: latency, lateness: timesOf(requests, () => latenessMs) };
  const measured = { counts: countsOf(requests, lost), times, noise: { stealShare: 0, foreignShare: 0 } };
  return { share: 0.5, ratePerSec: 450, seconds: 2, attempt: 0, ...measured, ...judgeLatencyBlock(measured) };
};

const round = (changes: Partial<LatencyRoundRecord>): LatencyRoundRecord => ({
  type: 'latency-round',
  round: 1,
  position: 0,
  target: 'session/redis',
  startedAt: '2026-01-01T00:00:00.000Z',
  pinned: true,
  warmup: { completedPerSec: [1000, 1010], settled: true },
  steps: [],
  blocks: [],
  ...changes,
});

const step = (ratePerSec: number, p99Ms: number, latenessP99Ms = 0) => ({
  ratePerSec,
  counts: countsOf(100),
  p99Ms,
  latenessP99Ms,
});

const pilots = [
  round({ round: 0, ceilingPerSec: 1500, nullCeilingPerSec: 9000, steps: [step(900, 20), step(1100, 70)] }),
  round({
    round: 0,
    target: 'jwt/stateless',
    ceilingPerSec: 3000,
    nullCeilingPerSec: 8000,
    steps: [step(2000, 10), step(2500, 60), step(3000, 500)],
  }),
];
const targets = ['session/redis', 'jwt/stateless'] as const;
const analyse = (records: readonly LatencyRoundRecord[]) =>
  analyseLatency(records, { targets, profile: LATENCY_PROFILES.quick });

describe('commonRates', () => {
  it('are shares of what the slowest target serves within the loosest bound', () => {
    expect(slowestTarget(pilots)).toEqual({ target: 'session/redis', ratePerSec: 1100, boundMs: 100 });
    expect(commonRates(pilots).map(({ ratePerSec }) => ratePerSec)).toEqual([330, 550, 770]);
  });

  it('shrink together, with their shares, where the generator could not be asked for three times as much', () => {
    const weak = pilots.map((pilot) => ({ ...pilot, nullCeilingPerSec: 1155 }));
    expect(commonRates(weak).map(({ ratePerSec }) => ratePerSec)).toEqual([165, 275, 385]);
    expect(commonRates(weak).map(({ share }) => share.toFixed(2))).toEqual(['0.15', '0.25', '0.35']);
  });

  it('are shares of the lowest ceiling when a capacity is not known', () => {
    const unknown = pilots.map((pilot) => ({ ...pilot, steps: [step(900, 500)] }));
    expect(slowestTarget(unknown)).toBeUndefined();
    expect(commonRates(unknown).map(({ ratePerSec }) => ratePerSec)).toEqual([450, 750, 1050]);
  });
});

describe('estimateOf', () => {
  it('is the geometric mean, with the t interval of the logarithms from two invocations on', () => {
    const { value, interval } = estimateOf([1, 4]);
    expect(value).toBeCloseTo(2, 12);
    // t(1) at 97.5 % is 12.7062; the standard error of ln 1 and ln 4 is ln 2.
    expect(interval?.high).toBeCloseTo(2 * 2 ** 12.7062, 0);
    expect(estimateOf([3])).toEqual({ value: 3, invocations: 1 });
  });
});

describe('analyseLatency', () => {
  it('takes percentiles per invocation, and their mean over invocations', () => {
    const blocks = [10, 40].map((slowestMs) => round({ blocks: [block({ slowestMs })] }));
    const [level] = analyse([...pilots, ...blocks]).levels;
    expect(level).toMatchObject({ target: 'session/redis', ratePerSec: 450, invocations: 2, requests: 2000 });
    // Of 5 and 20 ms. All requests together would have their median at 8.
    expect(level?.latencyMs.p50.value).toBeCloseTo(10, 1);
    expect(level?.latencyMs.max.value).toBeCloseTo(20, 1);
  });

  it('has a 99th percentile only where each invocation has 10,000 requests', () => {
    const enough = round({ blocks: [block({ requests: 10_000 })] });
    const few = round({ blocks: [block({ requests: 9999 })] });
    const [both] = analyse([...pilots, enough, enough]).levels;
    expect(both?.latencyMs.p99?.value).toBeCloseTo(9.9, 1);
    expect(both?.latencyMs.p999?.value).toBeCloseTo(9.99, 1);
    expect(analyse([...pilots, enough, few]).levels[0]?.latencyMs).not.toHaveProperty('p99');
  });

  it('ends a spectrum where a hundred requests are left', () => {
    const [level] = analyse([...pilots, round({ blocks: [block({ requests: 1000 })] })]).levels;
    expect(level?.spectrum.at(-1)?.percentile).toBeCloseTo(0.9, 9);
    expect(level?.spectrum[0]?.percentile).toBe(0);
  });

  it('gives capacities per bound, and none where no rate was served within it', () => {
    const [session, jwt] = analyse(pilots).capacity;
    expect(session?.within).toEqual([
      { boundMs: 25, ratePerSec: { value: 900, invocations: 1 } },
      { boundMs: 50, ratePerSec: { value: 900, invocations: 1 } },
      { boundMs: 100, ratePerSec: { value: 1100, invocations: 1 } },
    ]);
    expect(jwt?.within.at(-1)?.ratePerSec?.value).toBe(2500);
    const hopeless = analyse([round({ ...pilots[0], steps: [step(900, 30)] }), ...pilots.slice(1)]).capacity[0];
    expect(hopeless?.within[0]).toEqual({ boundMs: 25 });
  });

  it('prefers the attempt that counts, and never uses one that lost requests', () => {
    const late = block({ latenessMs: 5, slowestMs: 80 });
    const repeated = round({ blocks: [late, block({}), block({ lost: 1 })] });
    const result = analyse([...pilots, repeated, round({ target: 'jwt/stateless', blocks: [block({ lost: 1 })] })]);
    expect(result.levels.map(({ target }) => target)).toEqual(['session/redis']);
    expect(result.levels[0]?.latencyMs.max.value).toBeCloseTo(10, 1);
    expect(result.blocks).toEqual({ planned: 2, valid: 1, noisy: 0, incomplete: 1 });
    expect(latencySchema.safeParse(result).success).toBe(true);
  });
});

const judge = (records: readonly LatencyRoundRecord[]) =>
  judgeRun({ cost: [], revocation: [], experiments: { latency: analyse(records) } });

describe('judgeRun', () => {
  const measured = [
    round({ blocks: [block({})] }),
    round({ target: 'jwt/stateless', blocks: [block({ slowestMs: 90 })] }),
  ];

  it('calls a quiet latency run valid, however slow a target is', () => {
    expect(judge([...pilots, ...measured])).toEqual({ verdict: 'VALID', reasons: [] });
  });

  it('calls a run invalid that lost requests', () => {
    expect(judge([...pilots, ...measured, round({ blocks: [block({ lost: 1 })] })]).verdict).toBe('INVALID');
    expect(judge(pilots).verdict).toBe('INVALID');
  });

  it.each([
    ['its generator is late', [...pilots, round({ blocks: [block({ latenessMs: 5 })] })]],
    [
      'its search is late',
      [...pilots, ...measured, round({ ...pilots[0], steps: [step(900, 20, 9), step(950, 20, 9)] })],
    ],
    ['its generator has no headroom', [{ ...pilots[0], nullCeilingPerSec: 1300 }, pilots[1], ...measured]],
    [
      'it did not warm up',
      [...pilots, ...measured].map((one) => ({ ...one, warmup: { ...one.warmup, settled: false } })),
    ],
    ['a capacity is unknown', [{ ...pilots[0], steps: [step(900, 30)] }, pilots[1], ...measured]],
  ])('calls a run unstable when %s', (_, records) => {
    expect(judge(records as LatencyRoundRecord[])).toMatchObject({
      verdict: 'UNSTABLE',
      reasons: [expect.any(String)],
    });
  });
});

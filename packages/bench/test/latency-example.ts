// What a latency experiment found, for the tests of reports.
import type { LatencyLevel, LatencyResult } from '../src/result/latency-result.ts';
import type { TargetName } from '../src/target/target-name.ts';

const estimate = (value: number) => ({
  value,
  invocations: 3,
  interval: { value, low: value * 0.9, high: value * 1.1, confidence: 0.95 },
});

const level = (target: TargetName, share: number, p50: number): LatencyLevel => {
  const percentiles = { p50: estimate(p50), p90: estimate(p50 * 2), max: estimate(p50 * 40) };
  return {
    target,
    share,
    ratePerSec: share * 2000,
    invocations: 3,
    requests: 30_000,
    latencyMs: percentiles,
    serviceMs: percentiles,
    latenessMs: percentiles,
    spectrum: [0, 0.5, 0.9, 0.99].map((percentile) => ({ percentile, ms: p50 / (1 - percentile) })),
  };
};

/** Without the requests for a 99th percentile, and with one capacity that is not known. */
export const latency = (changes: Partial<LatencyResult> = {}): LatencyResult => ({
  users: 200,
  rounds: 4,
  stepSeconds: 1.5,
  slowest: { target: 'session/redis', ratePerSec: 2000, boundMs: 100 },
  capacity: [
    {
      target: 'session/redis',
      ceilingPerSec: estimate(2600),
      within: [{ boundMs: 25 }, { boundMs: 100, ratePerSec: estimate(2000) }],
    },
    {
      target: 'jwt/stateless',
      ceilingPerSec: estimate(3900),
      within: [
        { boundMs: 25, ratePerSec: { value: 2500, invocations: 1 } },
        { boundMs: 100, ratePerSec: estimate(3000) },
      ],
    },
  ],
  levels: [0.3, 0.5, 0.7].flatMap((share) => [level('session/redis', share, 0.8), level('jwt/stateless', share, 0.5)]),
  blocks: { planned: 18, valid: 17, noisy: 1, incomplete: 0 },
  steps: { measured: 20, late: 0 },
  rules: ['each request that was offered was sent'],
  warmup: { settled: 8, unsettled: 0 },
  generator: {
    pinned: true,
    nullCeilingPerSec: 14_000,
    highestRatePerSec: 1400,
    offered: 180_000,
    sent: 180_000,
    completed: 180_000,
    latenessP99Ms: 0.05,
  },
  ...changes,
});

// A summary for the tests of reports: small, whole, and changed where a test needs it.
import type { Comparison, CostRow, RevocationRow, Summary } from '../src/result/summary.ts';
import type { TargetName } from '../src/target/target-name.ts';

export const interval = (value: number, low: number, high: number) => ({ value, low, high, confidence: 0.95 });

export const comparison = (changes: Partial<Comparison>): Comparison => ({
  a: 'jwt/stateless',
  b: 'session/redis',
  metric: 'cpuUs',
  ratePerSec: 400,
  ratio: interval(1.324, 1.281, 1.367),
  differenceUs: interval(80, 70, 90),
  verdict: 'different',
  ...changes,
});

export const revocation = (changes: Partial<RevocationRow>): RevocationRow => ({
  target: 'session/redis',
  event: 'logout',
  replicas: 3,
  loadShare: 0,
  lagCurve: [],
  trials: 100,
  lagMs: { p50: 0, p99: 0, max: 0 },
  lagUpperMs: { p50: 0, p99: 0.9, max: 1.2 },
  bracketMs: { p50: 0.9 },
  staleAccepts: 0,
  staleTrials: 0,
  staleTrialShare: interval(0, 0, 0.0295),
  resurrections: 0,
  neverRefused: 0,
  falseRejects: 0,
  bystanderRequests: 500,
  ...changes,
});

/** Tokens live until they expire. */
const tokens = revocation({
  target: 'jwt/stateless',
  accessTtlSeconds: 4,
  lagMs: { p50: 2000, p99: 3900, max: 3912 },
  lagUpperMs: { p50: 2010, p99: 3910, max: 3920 },
  staleTrials: 100,
  staleTrialShare: interval(1, 0.97, 1),
});

export const summary = (changes: Partial<Summary> = {}): Summary => ({
  schemaVersion: 1,
  profile: 'quick',
  verdict: 'VALID',
  reasons: [],
  environment: {
    cpuModel: 'CPU',
    cores: 2,
    memoryBytes: 1,
    os: 'OS',
    kernel: '6',
    node: 'v24.21.0',
    packages: { redis: '6.3.1' },
  },
  seed: 9,
  command: 'pnpm bench',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationSeconds: 200,
  cost: [],
  comparisons: [comparison({ ratePerSec: 150 }), comparison({})],
  revocation: [revocation({}), tokens, revocation({ event: 'logout-everywhere' })],
  experiments: {},
  ...changes,
});

export const costRow = (target: TargetName, ratePerSec: number): CostRow => ({
  target,
  ratePerSec,
  invocations: 4,
  requests: 1000,
  appCpuUs: interval(190, 180, 200),
  redisCpuUs: interval(26, 25, 27),
  cpuUs: interval(216, 205, 227),
  authOverheadUs: interval(90, 85, 95),
  redisCommandsPerRequest: { get: 1 },
  redisCommands: { get: 1000 },
  bytesInPerRequest: 205,
  bytesOutPerRequest: 705,
});

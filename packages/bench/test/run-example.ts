// A stored run for the tests of what is done with one: simulated blocks and trials, with a summary that tells the same.
import { analyseCost } from '../src/experiment/cost/analyse-cost.ts';
import { type Duet, duetsOf } from '../src/experiment/cost/duets.ts';
import { analyseRevocation } from '../src/experiment/revocation/analyse-revocation.ts';
import type { VariantOutcome } from '../src/load/variant-record.ts';
import type { CostBlockRecord, CostVariantRecord } from '../src/result/raw-record.ts';
import type { ProbeTuple, TrialRecord } from '../src/result/revocation-record.ts';
import type { StoredRun } from '../src/result/read-run.ts';
import { derivedSeed } from '../src/stats/seeded-random.ts';
import type { TargetName } from '../src/target/target-name.ts';
import { summary } from './summary-example.ts';

const REQUESTS = 100;
const REDIS_US = 40;
const ADDED_US = 25;
const times = { count: REQUESTS, p50Us: 500, p90Us: 900, p99Us: 1500, maxUs: 3000 };
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

/** What a simulated run consists of. CPU in us per request, app and Redis together. */
export interface RunExample {
  readonly me?: Readonly<Partial<Record<TargetName, number>>>;
  readonly public?: number;
  readonly ratesPerSec?: readonly number[];
  /** One factor on everything for each invocation. */
  readonly drifts?: readonly number[];
  /** One more on authenticated requests of the first target alone: what a duet does not cancel. */
  readonly wobbles?: readonly number[];
  /** The latest accepted start of each trial of `session/redis`, in ms; 0 for none after the ack. */
  readonly lagsMs?: readonly number[];
}

const DEFAULTS = {
  me: { 'session/redis': 240, 'jwt/stateless': 160 },
  public: 100,
  ratesPerSec: [400],
  drifts: [0.99, 1, 1.01, 1.002],
  wobbles: [],
  lagsMs: [0, 0, 0, 0],
} satisfies RunExample;

/** The seed of the cost experiment in a run of that seed. */
export const COST_SEED = derivedSeed(9, 0);

export const storedRun = (example: RunExample = {}): StoredRun => {
  const whole = { ...DEFAULTS, ...example };
  const duets = duetsOf(Object.keys(whole.me) as TargetName[]);
  const blocks = duets.flatMap((_, duet) =>
    whole.ratesPerSec.flatMap((rate) => blocksAt(rate, { ...whole, duets, duet })),
  );
  const trials = whole.lagsMs.map(trialOf);
  const options = { duets, addedUs: ADDED_US, seed: COST_SEED, minutesPerInvocation: 1 };
  const { cost, comparisons, ...checks } = analyseCost(blocks, options);
  const revocation = analyseRevocation(trials, []);
  const found = { cost: [...cost], comparisons: [...comparisons], revocation };
  const experiments = { revocation: { trials: trials.length, unfinishedTrials: 0, probes: 2, loads: [] } };
  return { summary: summary({ ...found, ...checks, experiments }), records: [...blocks, ...trials] };
};

interface DuetExample extends Required<RunExample> {
  readonly duets: readonly Duet[];
  readonly duet: number;
}

const blocksAt = (ratePerSec: number, example: DuetExample): CostBlockRecord[] =>
  example.drifts.flatMap((drift, invocation) =>
    ([0, 1] as const).map((assignment) => ({
      type: 'cost-block' as const,
      phase: 'measurement' as const,
      duet: example.duet,
      invocation,
      slot: ratePerSec * 2 + assignment,
      attempt: 0,
      ratePerSec,
      seconds: 2,
      assignment,
      startedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 2000,
      variants: variantsOf(example, assignment, { all: drift, first: example.wobbles[invocation] ?? 1 }),
      generator: { utilization: 0.2, cpuUs: 1000 },
      noise: {},
      broken: [],
      state: 'valid' as const,
    })),
  );

/** The dearer one first. */
const OPERATIONS = {
  target: ['me', 'public'],
  twin: ['me', 'public'],
  'known-effect': ['me-with-effect', 'me'],
} as const;

interface Drift {
  readonly all: number;
  readonly first: number;
}

const variantsOf = (example: DuetExample, assignment: 0 | 1, drift: Drift): CostVariantRecord[] => {
  const targets = example.duets[example.duet] ?? [];
  const extraArms = (['twin', 'known-effect'] as const).flatMap((arm) =>
    targets.slice(0, 1).map((target) => ({ target, arm })),
  );
  return [...targets.map((target) => ({ target, arm: 'target' as const })), ...extraArms].flatMap(({ target, arm }) =>
    [0, 1].map((replica): CostVariantRecord => {
      const operation = OPERATIONS[arm][replica === assignment ? 0 : 1];
      const redisUs = target === 'session/redis' && operation !== 'public' ? REDIS_US : 0;
      const own = operation !== 'public' && target === targets[0] ? drift.first : 1;
      const knownUs = operation === 'public' ? example.public : (example.me[target] ?? 0);
      const cpuUs = knownUs * drift.all * own + (operation === 'me-with-effect' ? ADDED_US : 0);
      return {
        target,
        arm,
        replica,
        operation,
        outcome,
        appCpuUs: (cpuUs - redisUs) * REQUESTS,
        redisCpuUs: redisUs * REQUESTS,
        redisIdleUs: 10,
        redisCommands: redisUs > 0 ? { get: REQUESTS } : {},
        bytesIn: 200 * REQUESTS,
        bytesOut: 700 * REQUESTS,
      };
    }),
  );
};

const trialOf = (lagMs: number, trial: number): TrialRecord => {
  const accepted: ProbeTuple[] = lagMs === 0 ? [[-2, -1, 200]] : [[lagMs, lagMs + 1, 200]];
  return {
    type: 'revocation-trial',
    target: 'session/redis',
    event: 'logout',
    trial,
    phaseMs: 10,
    replicas: 1,
    loadShare: 0,
    outcome: {
      state: 'completed',
      ackMs: 2,
      loggedInOn: 0,
      revokedOn: 0,
      replicas: [[...accepted, [lagMs + 1, lagMs + 2, 401]]],
      bystanders: { requests: 3, refused: 0 },
    },
  };
};

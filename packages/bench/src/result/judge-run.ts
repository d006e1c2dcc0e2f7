// Whether a run may be believed: decided by its own instruments, by rules that do not look at who won.
import { brokenRedisPromise } from '../target/redis-promise.ts';
import { latencyDisturbances, latencyFaults } from './judge-latency.ts';
import { copyFaults, footprintDisturbances, footprintFaults } from './judge-footprint.ts';
import { baselineFaults } from './judge-baseline.ts';
import { outageFaults, unsteadyOutages } from './judge-outage.ts';
import { replicasFaults } from './judge-replicas.ts';
import { loginFaults } from './judge-login.ts';
import { theftFaults } from './judge-theft.ts';
import { instrumentFaults } from './judge-revocation.ts';
import type { CostRow, Summary } from './summary.ts';

export type Judgement = Pick<Summary, 'verdict' | 'reasons'>;

export type Judged = Pick<Summary, 'cost' | 'revocation' | 'noiseFloor' | 'knownEffect' | 'experiments'>;

const MAX_TWIN_DEVIATION = 1.03;
const MAX_NOISY_SHARE = 0.2;
const MAX_UNSETTLED_SHARE = 0.5;
const MAX_UNFINISHED_SHARE = 0.02;

/**
 * - INVALID: requests or trials were lost, or the targets did not do what they promise;
 * - UNTRUSTED: a strategy differs from itself, or an effect that was put in is not found;
 * - UNSTABLE: too much of the run was disturbed, or not warmed up;
 * - VALID otherwise.
 */
export const judgeRun = (run: Judged): Judgement => {
  const findings = JUDGES.map(({ verdict, judges }) => ({ verdict, reasons: judges.flatMap((judge) => judge(run)) }));
  const worst = findings.find(({ reasons }) => reasons.length > 0);
  return { verdict: worst?.verdict ?? 'VALID', reasons: findings.flatMap(({ reasons }) => reasons) };
};

interface Judges {
  readonly verdict: Judgement['verdict'];
  /** Each gives its reasons; none when it has nothing against the run. */
  readonly judges: readonly ((run: Judged) => string[])[];
}

const costFaults = ({ cost, experiments }: Judged): string[] => {
  if (experiments.cost === undefined) return [];
  const { incomplete } = experiments.cost.blocks;
  const lost = incomplete === 0 ? [] : [`in ${incomplete} blocks requests were lost or answered wrongly, every time`];
  const missing = cost.length === 0 ? ['no rate has two rounds that count, so there are no cost figures'] : [];
  return [...lost, ...missing, ...cost.flatMap((row) => promiseFault(row, experiments.cost?.users ?? 0))];
};

const promiseFault = (row: CostRow, users: number): string[] => {
  const credentials = users * 2 * row.invocations;
  const broken = brokenRedisPromise(row.target, row.redisCommands, { requests: row.requests, credentials });
  return broken === undefined ? [] : [`${row.target} at ${row.ratePerSec} requests/s: ${broken}`];
};

/** The experiments that measure as `cost` does. */
const blocksBeside = ({ experiments: { knobs, pitfalls } }: Judged) =>
  Object.entries({ knobs, pitfalls }).flatMap(([name, result]) =>
    result === undefined ? [] : [{ name, ...result.blocks }],
  );

const lostBeside = (run: Judged): string[] =>
  blocksBeside(run)
    .filter(({ incomplete }) => incomplete > 0)
    .map(
      ({ name, incomplete }) => `${name}: in ${incomplete} blocks requests were lost or answered wrongly, every time`,
    );

const noisyBeside = (run: Judged): string[] =>
  blocksBeside(run)
    .filter(({ noisy, planned }) => noisy > planned * MAX_NOISY_SHARE)
    .map(({ name, noisy, planned }) => `${name}: ${noisy} of ${planned} blocks were disturbed each time they were run`);

const trialFaults = ({ experiments: { revocation } }: Judged): string[] => {
  if (revocation === undefined) return [];
  const { trials, unfinishedTrials } = revocation;
  const all = trials + unfinishedTrials;
  return unfinishedTrials > all * MAX_UNFINISHED_SHARE
    ? [`${unfinishedTrials} of ${all} revocation trials could not be finished`]
    : [];
};

const twinFaults = ({ noiseFloor }: Judged): string[] => {
  if (noiseFloor === undefined) return [];
  const { low, high, value } = noiseFloor.ratio;
  const excludesOne = low > 1 || high < 1;
  return excludesOne && Math.max(value, 1 / value) > MAX_TWIN_DEVIATION
    ? ['a strategy compared with itself differs by more than 3 %']
    : [];
};

/** Found: told apart from nothing, and not another size than it has. */
const effectFaults = ({ knownEffect }: Judged): string[] => {
  if (knownEffect === undefined) return [];
  const { addedUs, foundUs } = knownEffect;
  if (foundUs.low > 0 && foundUs.low <= addedUs && foundUs.high >= addedUs) return [];
  const seen = `${foundUs.value.toFixed(1)} us (${foundUs.low.toFixed(1)} to ${foundUs.high.toFixed(1)})`;
  return [`${addedUs} us were added to each request of a strategy on purpose, and the lab found ${seen}`];
};

const calibrationFaults = ({ experiments: { calibrate } }: Judged): string[] =>
  (calibrate?.checks ?? [])
    .filter(({ passed }) => !passed)
    .map(({ name, known, found }) => `the calibration "${name}" failed: ${known}, and the lab found ${found}`);

const disturbances = ({ experiments: { cost } }: Judged): string[] => {
  if (cost === undefined) return [];
  const { planned, noisy } = cost.blocks;
  const { settled, unsettled } = cost.warmup;
  const restless = `${unsettled} of ${settled + unsettled} warm-ups ended before the cost of a request was flat`;
  return [
    ...(noisy > planned * MAX_NOISY_SHARE
      ? [`${noisy} of ${planned} blocks were disturbed each time they were run`]
      : []),
    ...(unsettled > (settled + unsettled) * MAX_UNSETTLED_SHARE ? [restless] : []),
  ];
};

/** The gravest first. */
const JUDGES: readonly Judges[] = [
  {
    verdict: 'INVALID',
    judges: [
      costFaults,
      trialFaults,
      lostBeside,
      ({ experiments }) => latencyFaults(experiments.latency),
      footprintFaults,
      loginFaults,
      theftFaults,
      baselineFaults,
      outageFaults,
      replicasFaults,
    ],
  },
  {
    verdict: 'UNTRUSTED',
    judges: [twinFaults, effectFaults, calibrationFaults, copyFaults, ({ revocation }) => instrumentFaults(revocation)],
  },
  {
    verdict: 'UNSTABLE',
    judges: [
      disturbances,
      noisyBeside,
      ({ experiments }) => latencyDisturbances(experiments.latency),
      footprintDisturbances,
      unsteadyOutages,
    ],
  },
];

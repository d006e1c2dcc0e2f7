// From the trials to a row for each target, event and setting: pure, so that an old run can be analysed again.
import {
  type BystanderCounts,
  type BystanderRecord,
  REVOKING_EVENTS,
  type TrialRecord,
  type TrialSetting,
} from '../../result/revocation-record.ts';
import type { RevocationRow } from '../../result/summary.ts';
import { poissonQuantile } from '../../stats/poisson-range.ts';
import { proportionInterval } from '../../stats/proportion-interval.ts';
import { type Bracket, censoredQuantile, quantile } from '../../stats/quantile.ts';
import type { TargetName } from '../../target/target-name.ts';
import type { ReplicaFinding } from './check-history.ts';
import { expiryLaw } from './expiry-law.ts';
import { trialFinding, type TrialFinding } from './trial-finding.ts';
import { OPEN_RATE_PER_SEC } from './trial-scenario.ts';

/** In the order in which they were run. */
export const analyseRevocation = (
  trials: readonly TrialRecord[],
  bystanders: readonly BystanderRecord[],
): RevocationRow[] => {
  const series = new Map(trials.map((trial) => [seriesName(trial), trial]));
  return [...series].flatMap(([name, first]) => {
    const ofSeries = trials.filter((trial) => seriesName(trial) === name);
    const beside = bystanders.find((record) => seriesName(record) === name) ?? { requests: 0, refused: 0 };
    const known = { target: first.target, ...settingOf(first) };
    return REVOKING_EVENTS.flatMap((event) => {
      const ofEvent = ofSeries.filter((trial) => trial.event === event);
      // The events take turns all along, so the same bystanders stood beside each of them.
      return rowOf(ofEvent, { ...known, event }, beside) ?? [];
    });
  });
};

interface Series extends TrialSetting {
  readonly target: TargetName;
}

const settingOf = ({ replicas, loadShare, accessTtlSeconds }: TrialSetting): TrialSetting => ({
  replicas,
  loadShare,
  ...(accessTtlSeconds === undefined ? {} : { accessTtlSeconds }),
});

const seriesName = ({ target, ...setting }: Series): string => JSON.stringify([target, settingOf(setting)]);

type RowName = Pick<RevocationRow, 'target' | 'event' | 'replicas' | 'loadShare' | 'accessTtlSeconds'>;

/** @returns undefined when no trial was completed */
const rowOf = (
  trials: readonly TrialRecord[],
  name: RowName,
  bystanders: BystanderCounts,
): RevocationRow | undefined => {
  const completed = trials.flatMap(({ outcome }) => (outcome.state === 'completed' ? [outcome] : []));
  if (completed.length === 0) return undefined;
  const findings = completed.map(({ replicas }) => trialFinding(replicas));
  const staleTrials = findings.filter((finding) => finding.staleAccepts > 0).length;
  const brackets = findings.flatMap((finding) => finding.bracketMs ?? []);
  const beside = [bystanders, ...completed.map((outcome) => outcome.bystanders)];
  const law = expiryLaw(completed);
  const stamped = stampedFigures(findings);
  return {
    ...name,
    trials: completed.length,
    ...lagBands(findings),
    lagCurve: lagCurve(findings),
    ...(brackets.length === 0 ? {} : { bracketMs: { p50: quantile(brackets, 0.5) } }),
    staleAccepts: sum(findings.map((finding) => finding.staleAccepts)),
    staleTrials,
    staleTrialShare: proportionInterval(staleTrials, completed.length),
    resurrections: sum(findings.map((finding) => finding.resurrections)),
    neverRefused: findings.filter((finding) => finding.lagUpperMs === undefined).length,
    falseRejects: sum(beside.map(({ refused }) => refused)),
    bystanderRequests: sum(beside.map(({ requests }) => requests)),
    attacker: attackerFigures(findings),
    ...(stamped === undefined ? {} : { stamped }),
    ...(law === undefined ? {} : { law }),
  };
};

// A credential that was never refused lived at least as long as it was watched.
const bracketOf = ({ lagMs, lagUpperMs }: ReplicaFinding): Bracket => ({ low: lagMs, high: lagUpperMs ?? lagMs });

const lagBands = (findings: readonly ReplicaFinding[]): Pick<RevocationRow, 'lagMs' | 'lagUpperMs'> => {
  const brackets = findings.map(bracketOf);
  const [p50, p99, max] = [0.5, 0.99, 1].map((probability) => censoredQuantile(brackets, probability));
  if (p50 === undefined || p99 === undefined || max === undefined) throw new TypeError('no quantiles');
  return {
    lagMs: { p50: p50.low, p99: p99.low, max: max.low },
    lagUpperMs: { p50: p50.high, p99: p99.high, max: max.high },
  };
};

/** As many steps as a picture can show. */
const CURVE_STEPS = 40;

const lagCurve = (findings: readonly ReplicaFinding[]): RevocationRow['lagCurve'] => {
  const brackets = findings.map(bracketOf);
  return Array.from({ length: CURVE_STEPS }, (_, index) => {
    const share = (index + 1) / CURVE_STEPS;
    const { low, high } = censoredQuantile(brackets, share);
    return { share, lowMs: low, highMs: high };
  });
};

const TAIL = 0.025;

/** At a fixed rate an attacker is served as often as the credential lives long: the two counts must agree. */
const attackerFigures = (findings: readonly TrialFinding[]): NonNullable<RevocationRow['attacker']> => {
  const meanOf = (end: 'low' | 'high'): number =>
    (OPEN_RATE_PER_SEC * sum(findings.map(({ lifeMs }) => lifeMs[end]))) / 1000;
  return {
    ratePerSec: OPEN_RATE_PER_SEC,
    staleAccepts: sum(findings.map(({ attackerAccepts }) => attackerAccepts)),
    expected: { low: poissonQuantile(meanOf('low'), TAIL), high: poissonQuantile(meanOf('high'), 1 - TAIL) },
  };
};

const stampedFigures = (findings: readonly TrialFinding[]): RevocationRow['stamped'] => {
  const stamped = findings.flatMap((finding) => finding.stamped ?? []);
  if (stamped.length === 0) return undefined;
  return {
    ...lagBands(stamped),
    disagreements: sum(stamped.map(({ disagreements }) => disagreements)),
    strays: sum(stamped.map(({ strays }) => strays)),
    resurrections: sum(stamped.map(({ resurrections }) => resurrections)),
  };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

// From the trials of one target and event to its row: pure, so that an old run can be analysed again.
import type { BystanderCounts, RevokingEvent, TrialRecord } from '../../result/raw-record.ts';
import type { RevocationRow } from '../../result/summary.ts';
import { proportionInterval } from '../../stats/proportion-interval.ts';
import { censoredQuantile, quantile } from '../../stats/quantile.ts';
import type { ReplicaFinding } from './check-history.ts';
import { trialFinding } from './trial-finding.ts';
import type { TargetName } from '../../target/target-name.ts';

export interface RevocationContext {
  readonly target: TargetName;
  readonly event: RevokingEvent;
  readonly replicas: number;
  readonly accessTtlSeconds?: number;
  /** The users beside the trials; counted once, with the first event. */
  readonly bystanders: BystanderCounts;
}

/** @returns undefined when no trial was completed */
export const analyseRevocation = (
  trials: readonly TrialRecord[],
  { bystanders, ...context }: RevocationContext,
): RevocationRow | undefined => {
  const completed = trials.flatMap(({ outcome }) => (outcome.state === 'completed' ? [outcome] : []));
  if (completed.length === 0) return undefined;
  const findings = completed.map(({ replicas }) => trialFinding(replicas));
  const staleTrials = findings.filter((finding) => finding.staleAccepts > 0).length;
  const brackets = findings.flatMap((finding) => finding.bracketMs ?? []);
  const beside = [bystanders, ...completed.map((outcome) => outcome.bystanders)];
  return {
    ...context,
    trials: completed.length,
    ...lagBands(findings),
    ...(brackets.length === 0 ? {} : { bracketMs: { p50: quantile(brackets, 0.5) } }),
    staleAccepts: sum(findings.map((finding) => finding.staleAccepts)),
    staleTrials,
    staleTrialShare: proportionInterval(staleTrials, completed.length),
    resurrections: sum(findings.map((finding) => finding.resurrections)),
    neverRefused: findings.filter((finding) => finding.lagUpperMs === undefined).length,
    falseRejects: sum(beside.map(({ refused }) => refused)),
    bystanderRequests: sum(beside.map(({ requests }) => requests)),
  };
};

const lagBands = (findings: readonly ReplicaFinding[]): Pick<RevocationRow, 'lagMs' | 'lagUpperMs'> => {
  // A credential that was never refused lived at least as long as it was watched.
  const brackets = findings.map(({ lagMs, lagUpperMs }) => ({ low: lagMs, high: lagUpperMs ?? lagMs }));
  const [p50, p99, max] = [0.5, 0.99, 1].map((probability) => censoredQuantile(brackets, probability));
  if (p50 === undefined || p99 === undefined || max === undefined) throw new TypeError('no quantiles');
  return {
    lagMs: { p50: p50.low, p99: p99.low, max: max.low },
    lagUpperMs: { p50: p50.high, p99: p99.high, max: max.high },
  };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

// How long revoked credentials live on in two runs.
import { trialFinding } from '../experiment/revocation/trial-finding.ts';
import type { RevokingEvent, TrialRecord } from '../result/revocation-record.ts';
import type { StoredRun } from '../result/read-run.ts';
import type { RevocationRow } from '../result/summary.ts';
import type { Interval } from '../stats/interval.ts';
import { mean } from '../stats/moments.ts';
import { shareDifference } from '../stats/share-difference.ts';
import { welchDifference } from '../stats/welch-interval.ts';
import type { TargetName } from '../target/target-name.ts';
import { type RunVerdict, verdictOfDifference } from './run-verdict.ts';

export interface RevocationSide {
  readonly trials: number;
  readonly staleTrials: number;
  /** Over the trials in raw.ndjson, of the start of the last accepted request. */
  readonly meanLagMs?: number;
}

export interface RevocationChange {
  readonly target: TargetName;
  readonly event: RevokingEvent;
  readonly replicas: number;
  readonly loadShare: number;
  readonly a: RevocationSide;
  readonly b: RevocationSide;
  /** Of the share of trials in which a revoked credential was accepted: that of b minus that of a. */
  readonly staleShareDifference: Interval;
  readonly staleVerdict: RunVerdict;
  /** b - a; absent where a credential outlived the watch, or where one trial alone was completed. */
  readonly lagDifferenceMs?: Interval;
  readonly lagVerdict: RunVerdict;
}

/** Shares that differ by less are of no consequence. */
const STALE_SHARE_MARGIN = 0.03;
const LAG_MARGIN = 0.03;

/** Rows of tokens with different lifetimes are left out: their lag is the lifetime. */
export const compareRevocation = (a: StoredRun, b: StoredRun): RevocationChange[] =>
  a.summary.revocation.flatMap((before) => {
    const after = b.summary.revocation.find((row) => isSameSeries(row, before));
    return after === undefined
      ? []
      : [compareRow({ row: before, lagsMs: lagsOf(a, before) }, { row: after, lagsMs: lagsOf(b, after) })];
  });

type SeriesName = Pick<RevocationRow, 'target' | 'event' | 'replicas' | 'loadShare' | 'accessTtlSeconds'>;

const isSameSeries = (left: SeriesName, right: SeriesName): boolean =>
  (['target', 'event', 'replicas', 'loadShare', 'accessTtlSeconds'] as const).every((key) => left[key] === right[key]);

interface Watched {
  readonly row: RevocationRow;
  readonly lagsMs: readonly number[];
}

const lagsOf = ({ records }: StoredRun, row: RevocationRow): number[] =>
  records
    .filter((record): record is TrialRecord => record.type === 'revocation-trial')
    .filter((trial) => isSameSeries(trial, row))
    .flatMap(({ outcome }) => (outcome.state === 'completed' ? [trialFinding(outcome.replicas).lagMs] : []));

const compareRow = (a: Watched, b: Watched): RevocationChange => {
  const { target, event, replicas, loadShare } = a.row;
  const staleShareDifference = shareDifference(shareOf(a), shareOf(b));
  const known = {
    target,
    event,
    replicas,
    loadShare,
    a: sideOf(a),
    b: sideOf(b),
    staleShareDifference,
    staleVerdict: verdictOfDifference(staleShareDifference, STALE_SHARE_MARGIN),
  };
  const isBounded = [a, b].every(({ row, lagsMs }) => row.neverRefused === 0 && lagsMs.length >= 2);
  if (!isBounded) return { ...known, lagVerdict: 'not-resolved' };
  const lagDifferenceMs = welchDifference(a.lagsMs, b.lagsMs);
  return { ...known, lagDifferenceMs, lagVerdict: verdictOfDifference(lagDifferenceMs, lagMarginMs(a, b)) };
};

const shareOf = ({ row }: Watched) => ({ hits: row.staleTrials, trials: row.trials });

const sideOf = ({ row, lagsMs }: Watched): RevocationSide => ({
  trials: row.trials,
  staleTrials: row.staleTrials,
  ...(lagsMs.length === 0 ? {} : { meanLagMs: mean(lagsMs) }),
});

/** No finer than the probes can see. */
const lagMarginMs = (a: Watched, b: Watched): number =>
  Math.max(LAG_MARGIN * mean(a.lagsMs), a.row.bracketMs?.p50 ?? 0, b.row.bracketMs?.p50 ?? 0);

// The comparison of two runs in words and tables.
import { settingText } from '../result/revocation-rows.ts';
import { duration, figure, figureWithInterval } from '../report/figure.ts';
import type { TitledTable } from '../report/terminal-table.ts';
import type { Comparison } from '../result/summary.ts';
import type { CostChange, CostMetric } from './compare-cost.ts';
import type { RunComparison } from './compare-runs.ts';
import type { RevocationChange } from './compare-revocation.ts';
import type { VerdictAgreement, VerdictPair } from './compare-verdicts.ts';
import type { RunVerdict } from './run-verdict.ts';

export const comparisonTables = ({ cost, revocation }: RunComparison): TitledTable[] => [
  ...(cost.length > 0 ? [costTable(cost)] : []),
  ...(revocation.length > 0 ? [revocationTable(revocation)] : []),
];

const METRICS: Readonly<Record<CostMetric, string>> = {
  controlCpuUs: 'CPU without auth',
  cpuUs: 'CPU, API and Redis',
  authOverheadUs: 'CPU of auth alone',
};

const VERDICTS: Readonly<Record<RunVerdict, string>> = {
  better: 'better',
  worse: 'worse',
  same: 'same',
  'not-resolved': 'not resolved',
};

const costTable = (rows: readonly CostChange[]): TitledTable => ({
  title: 'What a request costs in B against A',
  note:
    'Microseconds per request, with 95 % intervals over invocations, which are independent samples here. Better or worse: the ' +
    'interval of B/A excludes 1, and the effect is above 3 %, above what a strategy differs from itself by in either run, and ' +
    'above what the strategy without authentication may have moved by: it does the same work in both runs, so that is the machine, or all that lies below.',
  head: ['strategy', 'requests/s', 'what', 'A', 'B', 'B / A', 'verdict'],
  rows: rows.map((row) => [
    row.target,
    String(row.ratePerSec),
    METRICS[row.metric],
    figureWithInterval(row.a),
    figureWithInterval(row.b),
    row.ratio === undefined
      ? `no ratio; B - A: ${figureWithInterval(row.differenceUs)} us`
      : figureWithInterval(row.ratio),
    VERDICTS[row.verdict],
  ]),
});

const revocationTable = (rows: readonly RevocationChange[]): TitledTable => ({
  title: 'How long a revoked credential lives on in B against A',
  note:
    'Trials in which it was still accepted, with the difference of the shares in percentage points, and the mean time for which ' +
    'it was. Better or worse: the interval excludes 0, and the difference is above 3 points, or above 3 % of the time and what the probes can see.',
  head: ['strategy, event', 'accepted in A', 'in B', 'points more', 'verdict', 'B lasts longer by', 'verdict'],
  rows: rows.map((row) => [
    `${row.target} ${row.event}, ${settingText(row)}`,
    `${row.a.staleTrials} of ${row.a.trials}`,
    `${row.b.staleTrials} of ${row.b.trials}`,
    `${figure(row.staleShareDifference.low * 100)} to ${figure(row.staleShareDifference.high * 100)}`,
    VERDICTS[row.staleVerdict],
    row.lagDifferenceMs === undefined
      ? 'not known: some were never refused'
      : `${signedDuration(row.lagDifferenceMs.low)} to ${signedDuration(row.lagDifferenceMs.high)}`,
    VERDICTS[row.lagVerdict],
  ]),
});

const signedDuration = (ms: number): string => `${ms < 0 ? '-' : ''}${duration(Math.abs(ms))}`;

/** Whether both runs tell the same story. */
export const agreementLines = ({ compared, contradictions, resolvedInOne, onlyInOne }: VerdictAgreement): string[] => {
  const others = onlyInOne === 0 ? '' : ` ${onlyInOne} more are in one of the runs only.`;
  if (compared === 0) return [`Verdicts: no comparison of two strategies is in both runs.${others}`];
  const same = compared - contradictions.length - resolvedInOne.length;
  if (same === compared) return [`Verdicts: all ${compared} that both runs give agree.${others}`];
  return [
    `Verdicts: ${same} of ${compared} are the same in both runs.${others}`,
    ...listed('contradict each other', contradictions),
    ...listed('are resolved in one of the runs only', resolvedInOne),
  ];
};

const listed = (what: string, pairs: readonly VerdictPair[]): string[] => [
  `${pairs.length} ${what}${pairs.length === 0 ? '.' : ':'}`,
  ...pairs.map((pair) => `  ${disagreementLine(pair)}`),
];

const disagreementLine = ({ a, b }: VerdictPair): string =>
  `${a.metric} of ${a.b} against ${a.a} at ${a.ratePerSec} requests/s: ${answer(a)} in A, ${answer(b)} in B`;

const answer = ({ verdict, ratio }: Comparison): string => {
  const word = verdict === 'not-resolved' ? 'not resolved' : verdict;
  return ratio === undefined ? word : `${word}, ${figureWithInterval(ratio)}`;
};

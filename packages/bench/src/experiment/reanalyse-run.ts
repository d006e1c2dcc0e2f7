// Analyses the records of a stored run again, and says where that differs from the summary that was stored with them.
import type { CostBlockRecord } from '../result/raw-record.ts';
import { derivedSeed } from '../stats/seeded-random.ts';
import { judgeRun } from '../result/judge-run.ts';
import { listDifferences } from '../result/list-differences.ts';
import { recordsOfType } from '../result/records-of-type.ts';
import { rowsByName } from '../result/rows-by-name.ts';
import { settingText } from '../result/revocation-rows.ts';
import type { StoredRun } from '../result/read-run.ts';
import type { Comparison, RevocationRow, Summary } from '../result/summary.ts';
import { analyseCost } from './cost/analyse-cost.ts';
import type { Duet } from './cost/duets.ts';
import { EXPERIMENTS } from './experiment-name.ts';
import { comparableExperiments, reanalyseExperiments } from './reanalyse-experiments.ts';
import { analyseRevocation } from './revocation/analyse-revocation.ts';

export interface Reanalysis {
  /** With the new figures; what no analysis is kept for is as it was stored. */
  readonly summary: Summary;
  /** By name; none when the stored summary tells the same. */
  readonly differences: readonly string[];
}

/** @param costSeed of the cost experiment in that run; default: the one that a run derives from its own */
export const reanalyseRun = (stored: StoredRun, costSeed = costSeedOf(stored.summary)): Reanalysis => {
  const { noiseFloor: _floor, knownEffect: _effect, ...rest } = stored.summary;
  const found = {
    ...rest,
    ...analyseCostAgain(stored, costSeed),
    revocation: analyseRevocationAgain(stored),
    experiments: reanalyseExperiments(stored),
  };
  const summary: Summary = { ...found, ...judgeRun(found) };
  return { summary, differences: listDifferences(comparable(stored.summary), comparable(summary)) };
};

const costSeedOf = ({ seed }: Summary): number => derivedSeed(seed, EXPERIMENTS.indexOf('cost'));

const analyseCostAgain = (
  { summary, records }: StoredRun,
  seed: number,
): Pick<Summary, 'cost' | 'comparisons' | 'noiseFloor' | 'knownEffect'> => {
  const blocks: readonly CostBlockRecord[] = recordsOfType(records, 'cost-block');
  const { cost, comparisons, ...checks } = analyseCost(blocks, {
    duets: duetsIn(blocks),
    addedUs: summary.knownEffect?.addedUs ?? 0,
    seed,
    // How long an invocation took is not kept: it only scales `needsMoreMinutes`, which is taken over.
    minutesPerInvocation: 1,
  });
  const compared = comparisons.map((row) => withStoredMinutes(row, summary.comparisons));
  return { cost: [...cost], comparisons: compared, ...checks };
};

/** A block lists the targets of its duet in their order. */
const duetsIn = (blocks: readonly CostBlockRecord[]): Duet[] => {
  const count = Math.max(-1, ...blocks.map(({ duet }) => duet)) + 1;
  return Array.from({ length: count }, (_, index) => {
    const { variants = [] } = blocks.find(({ duet }) => duet === index) ?? {};
    return [...new Set(variants.map(({ target }) => target))];
  });
};

const withStoredMinutes = (row: Comparison, stored: readonly Comparison[]): Comparison => {
  const { needsMoreMinutes: _unscaled, ...known } = row;
  const minutes = stored.find((other) => comparisonName(other) === comparisonName(row))?.needsMoreMinutes;
  return row.verdict === 'not-resolved' && minutes !== undefined ? { ...known, needsMoreMinutes: minutes } : known;
};

const analyseRevocationAgain = ({ records }: StoredRun): RevocationRow[] =>
  analyseRevocation(recordsOfType(records, 'revocation-trial'), recordsOfType(records, 'revocation-bystanders'));

/** What is compared, with the rows under their names. */
const comparable = ({ cost, comparisons, noiseFloor, knownEffect, revocation, verdict, experiments }: Summary) => ({
  verdict,
  noiseFloor,
  knownEffect,
  cost: rowsByName(cost, ({ target, ratePerSec }) => `${target} at ${ratePerSec} requests/s`),
  comparisons: rowsByName(comparisons, comparisonName),
  revocation: rowsByName(revocation, revocationName),
  ...comparableExperiments(experiments),
});

const revocationName = (row: RevocationRow): string => `${row.target} after ${row.event}, ${settingText(row)}`;

const comparisonName = ({ a, b, metric, ratePerSec }: Comparison): string =>
  `${metric} of ${b} against ${a} at ${ratePerSec} requests/s`;

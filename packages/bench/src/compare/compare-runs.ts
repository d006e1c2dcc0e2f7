// Two stored runs side by side: before and after a change, or the same thing twice.
import type { StoredRun } from '../result/read-run.ts';
import { compareCost, type CostChange } from './compare-cost.ts';
import { compareRevocation, type RevocationChange } from './compare-revocation.ts';
import { compareVerdicts, type VerdictAgreement } from './compare-verdicts.ts';
import { conditionDifferences, machineDifferences } from './machine-difference.ts';

export interface RunComparison {
  /** Not empty: the figures are of different machines. */
  readonly machine: readonly string[];
  /** What else is not the same in both runs. */
  readonly conditions: readonly string[];
  readonly cost: readonly CostChange[];
  readonly revocation: readonly RevocationChange[];
  readonly verdicts: VerdictAgreement;
}

export const compareRuns = (a: StoredRun, b: StoredRun): RunComparison => ({
  machine: machineDifferences(a.summary.environment, b.summary.environment),
  conditions: conditionDifferences(a.summary, b.summary),
  cost: compareCost(a.records, b.records),
  revocation: compareRevocation(a, b),
  verdicts: compareVerdicts(a.summary.comparisons, b.summary.comparisons),
});

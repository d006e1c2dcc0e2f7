// The words for a verdict.
import type { Comparison } from '../result/summary.ts';

export const VERDICTS: Readonly<Record<Comparison['verdict'], string>> = {
  different: 'different',
  equivalent: 'the same within 3 %',
  'not-resolved': 'not resolved',
};

// Whether two runs come to the same verdicts about which strategy costs more.
import type { Comparison } from '../result/summary.ts';

export interface VerdictAgreement {
  /** Questions that both runs answer. */
  readonly compared: number;
  /** Both found an answer, and not the same one. */
  readonly contradictions: readonly VerdictPair[];
  /** One of them found an answer, the other could not tell. */
  readonly resolvedInOne: readonly VerdictPair[];
  /** Questions that only one of the runs asked. */
  readonly onlyInOne: number;
}

export interface VerdictPair {
  readonly a: Comparison;
  readonly b: Comparison;
}

export const compareVerdicts = (a: readonly Comparison[], b: readonly Comparison[]): VerdictAgreement => {
  const pairs = a.flatMap((before) => {
    const after = b.find((other) => isSameQuestion(before, other));
    return after === undefined ? [] : [{ a: before, b: after }];
  });
  const differing = pairs.filter((pair) => answerOf(pair.a) !== answerOf(pair.b));
  return {
    compared: pairs.length,
    contradictions: differing.filter(isResolvedInBoth),
    resolvedInOne: differing.filter((pair) => !isResolvedInBoth(pair)),
    onlyInOne: a.length + b.length - 2 * pairs.length,
  };
};

const isResolvedInBoth = (pair: VerdictPair): boolean =>
  pair.a.verdict !== 'not-resolved' && pair.b.verdict !== 'not-resolved';

const isSameQuestion = (left: Comparison, right: Comparison): boolean =>
  (['a', 'b', 'metric', 'ratePerSec'] as const).every((key) => left[key] === right[key]);

/** Two runs that both find a difference, but in opposite directions, do not agree. */
const answerOf = ({ verdict, differenceUs }: Comparison): string =>
  verdict === 'different' ? `${verdict} ${Math.sign(differenceUs.value)}` : verdict;

// CPU per request against the rate: a part that each request costs, and a part that falls as requests come closer together.

/**
 * value = base + spacing / sqrt(rate), in the unit of the value. Empirical: of the curves with two parts that were tried it
 * misses the rates between two others by less than 1/rate does, and unlike ln(rate) it has a floor. The hold-outs say how well.
 */
export interface RateCurve {
  readonly base: number;
  readonly spacing: number;
}

export interface RatePoint {
  readonly ratePerSec: number;
  readonly value: number;
}

/** A rate that was left out of the fit, and what the fit says about it. */
export interface HoldOut {
  readonly ratePerSec: number;
  readonly measured: number;
  readonly predicted: number;
  /** predicted/measured - 1. */
  readonly relativeError: number;
  /** Outside of the other rates: there the curve is continued, not filled in. */
  readonly isBeyond: boolean;
}

/** Least squares in 1/sqrt(rate). @throws {TypeError} on fewer than two different rates */
export const fitRateCurve = (points: readonly RatePoint[]): RateCurve => {
  const count = points.length;
  const meanX = points.reduce((sum, { ratePerSec }) => sum + 1 / Math.sqrt(ratePerSec), 0) / count;
  const meanY = points.reduce((sum, { value }) => sum + value, 0) / count;
  const spread = points.reduce((sum, { ratePerSec }) => sum + (1 / Math.sqrt(ratePerSec) - meanX) ** 2, 0);
  if (!(spread > 0)) throw new TypeError('a curve needs two rates');
  const slope =
    points.reduce((sum, { ratePerSec, value }) => sum + (1 / Math.sqrt(ratePerSec) - meanX) * (value - meanY), 0) /
    spread;
  return { base: meanY - slope * meanX, spacing: slope };
};

export const predictAt = ({ base, spacing }: RateCurve, ratePerSec: number): number =>
  base + spacing / Math.sqrt(ratePerSec);

/** Each rate predicted from the others; none with two rates or fewer, which any curve of this kind meets. */
export const holdOuts = (points: readonly RatePoint[]): HoldOut[] => {
  if (points.length < 3) return [];
  return points.map(({ ratePerSec, value: measured }) => {
    const others = points.filter((point) => point.ratePerSec !== ratePerSec);
    const predicted = predictAt(fitRateCurve(others), ratePerSec);
    const rates = others.map((point) => point.ratePerSec);
    const isBeyond = ratePerSec < Math.min(...rates) || ratePerSec > Math.max(...rates);
    return { ratePerSec, measured, predicted, relativeError: predicted / measured - 1, isBeyond };
  });
};

/** The weights with which the fit sums the values of `ratesPerSec` up to its prediction at `ratePerSec`: it is linear in them. */
export const predictionWeights = (ratesPerSec: readonly number[], ratePerSec: number): number[] =>
  ratesPerSec.map((_, chosen) => {
    const unit = ratesPerSec.map((rate, index) => ({ ratePerSec: rate, value: index === chosen ? 1 : 0 }));
    return predictAt(fitRateCurve(unit), ratePerSec);
  });

// An estimate with its uncertainty: the form in which every figure leaves the lab.

/** `low` and `high` bound `value` at `confidence` (0.95 = in 95 of 100 repetitions of the whole run). */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
}

/** The confidence of every interval in a report. */
export const CONFIDENCE = 0.95;

/** The same interval on another scale; `scale` must be increasing. */
export const mapInterval = (interval: Interval, scale: (value: number) => number): Interval => ({
  value: scale(interval.value),
  low: scale(interval.low),
  high: scale(interval.high),
  confidence: interval.confidence,
});

// HDR histograms of times: cheap to fill for each request, small to send, and exact to add up.
import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';

/** In microseconds. */
export type TimeHistogram = Histogram;

const HIGHEST_US = 60_000_000;
const BITS = 32;

export const timeHistogram = (): TimeHistogram =>
  build({
    bitBucketSize: BITS,
    autoResize: false,
    highestTrackableValue: HIGHEST_US,
    numberOfSignificantValueDigits: 3,
  });

/** What lies outside 0 to 60 s is recorded as the nearer of the two. */
export const recordMs = (into: TimeHistogram, valueMs: number): void =>
  into.recordValue(Math.min(HIGHEST_US, Math.max(0, Math.round(valueMs * 1000))));

/** The format that the HDR tools of other languages read. */
export const encodeTimes = (histogram: TimeHistogram): string => encodeIntoCompressedBase64(histogram);

/** All of them in one. */
export const mergeTimes = (encoded: readonly string[]): TimeHistogram => {
  const whole = timeHistogram();
  for (const one of encoded) whole.add(decodeFromCompressedBase64(one, BITS));
  return whole;
};

/** @param probability 0.99 for the 99th percentile */
export const percentileMs = (histogram: TimeHistogram, probability: number): number =>
  histogram.getValueAtPercentile(probability * 100) / 1000;

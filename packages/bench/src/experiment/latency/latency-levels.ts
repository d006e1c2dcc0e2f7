// The percentiles of each target at each common rate: per invocation first, then over invocations.
import { mergeTimes, percentileMs, type TimeHistogram } from '../../load/time-histogram.ts';
import type { LatencyBlockRecord, LatencyRoundRecord } from '../../result/raw-record.ts';
import type { LatencyLevel, LatencyPercentiles } from '../../result/latency-result.ts';
import type { TargetName } from '../../target/target-name.ts';
import { estimateOf } from './estimate.ts';

/** With fewer requests in an invocation, its 99th percentile is the luck of a few of them. */
const MIN_TAIL_REQUESTS = 10_000;
/** A spectrum is drawn up to where so many requests lie beyond. */
const MIN_BEYOND = 100;
/** Ten points for each nine: one request in 1, 1.26, 1.58, ... 10,000 takes longer. */
const SPECTRUM = Array.from({ length: 41 }, (_, index) => 1 - 10 ** (-index / 10));

/** Of the targets that have a block that counts, by share and target. */
export const latencyLevels = (
  records: readonly LatencyRoundRecord[],
  targets: readonly TargetName[],
): LatencyLevel[] => {
  const shares = new Set(records.flatMap(({ blocks }) => blocks.map(({ share }) => share)));
  return [...shares]
    .toSorted((a, b) => a - b)
    .flatMap((share) =>
      targets.flatMap((target) => {
        const own = records.filter((record) => record.target === target);
        return levelOf(
          target,
          own.flatMap((record) => chosenBlock(record, share) ?? []),
        );
      }),
    );
};

/** Of a block that was measured several times: the one that counts, else the last one in which no request was lost. */
export const chosenBlock = ({ blocks }: LatencyRoundRecord, share: number): LatencyBlockRecord | undefined => {
  const attempts = blocks.filter((block) => block.share === share);
  return attempts.find(({ state }) => state === 'valid') ?? attempts.findLast(({ state }) => state === 'noisy');
};

const levelOf = (target: TargetName, blocks: readonly LatencyBlockRecord[]): LatencyLevel[] => {
  const [first] = blocks;
  if (first === undefined) return [];
  const requests = blocks.reduce((sum, { counts }) => sum + counts.completed, 0);
  const hasTail = blocks.every(({ counts }) => counts.completed >= MIN_TAIL_REQUESTS);
  const of = (time: keyof LatencyBlockRecord['times']): LatencyPercentiles =>
    percentilesOf(
      blocks.map(({ times }) => mergeTimes([times[time]])),
      hasTail,
    );
  return [
    {
      target,
      share: first.share,
      ratePerSec: first.ratePerSec,
      invocations: blocks.length,
      requests,
      latencyMs: of('latency'),
      serviceMs: of('service'),
      latenessMs: of('lateness'),
      spectrum: spectrumOf(mergeTimes(blocks.map(({ times }) => times.latency))),
    },
  ];
};

const percentilesOf = (invocations: readonly TimeHistogram[], hasTail: boolean): LatencyPercentiles => {
  const at = (probability: number) => estimateOf(invocations.map((one) => percentileMs(one, probability)));
  return {
    p50: at(0.5),
    p90: at(0.9),
    ...(hasTail ? { p99: at(0.99), p999: at(0.999) } : {}),
    max: estimateOf(invocations.map((one) => one.maxValue / 1000)),
  };
};

const spectrumOf = (merged: TimeHistogram): LatencyLevel['spectrum'] =>
  SPECTRUM.filter((probability) => Math.round(merged.totalCount * (1 - probability)) >= MIN_BEYOND).map(
    (probability) => ({
      percentile: probability,
      ms: percentileMs(merged, probability),
    }),
  );

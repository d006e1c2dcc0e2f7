// Whether the latency experiment may be believed: by its generator's own proof, never by who was faster.
import type { LatencyResult } from './latency-result.ts';

/** The generator must be able to do so many times what it was asked to do. */
export const MIN_HEADROOM = 3;
/** At a target's capacity it needs less: there the target's queue dwarfs what the generator adds. */
const MIN_CAPACITY_HEADROOM = 1.5;
const MAX_DISTURBED_SHARE = 0.2;
const MAX_UNSETTLED_SHARE = 0.5;

/** For people. */
export const GENERATOR_RULES: readonly string[] = [
  `against a server that only answers, with the same bytes, the generator reaches ${MIN_HEADROOM} times each rate at which latencies are reported, and ${MIN_CAPACITY_HEADROOM} times each capacity`,
  `at most ${MAX_DISTURBED_SHARE * 100} % of the blocks are disturbed each time they are run, and of the steps of the search for capacities sent late`,
];

/** What makes a run INVALID. */
export const latencyFaults = (latency: LatencyResult | undefined): string[] => {
  if (latency === undefined) return [];
  const { incomplete } = latency.blocks;
  return [
    ...(incomplete === 0
      ? []
      : [`in ${incomplete} blocks of the latency experiment requests were lost or answered wrongly`]),
    ...(latency.levels.length === 0 ? ['the latency experiment has no block that counts'] : []),
  ];
};

/** What makes it UNSTABLE. */
export const latencyDisturbances = (latency: LatencyResult | undefined): string[] => {
  if (latency === undefined) return [];
  const { planned, noisy } = latency.blocks;
  const { measured, late } = latency.steps;
  const { settled, unsettled } = latency.warmup;
  const restless = `${unsettled} of ${settled + unsettled} warm-ups of the latency experiment ended before the rate was flat`;
  return [
    ...(noisy > planned * MAX_DISTURBED_SHARE
      ? [`${noisy} of ${planned} blocks of the latency experiment were disturbed each time they were run`]
      : []),
    ...(late > measured * MAX_DISTURBED_SHARE
      ? [`${late} of ${measured} steps of the search for capacities were sent late`]
      : []),
    ...(unsettled > (settled + unsettled) * MAX_UNSETTLED_SHARE ? [restless] : []),
    ...headroomFaults(latency),
    ...missingCapacities(latency),
  ];
};

const headroomFaults = ({ capacity, generator }: LatencyResult): string[] => {
  const { nullCeilingPerSec, highestRatePerSec } = generator;
  const highest = Math.max(
    0,
    ...capacity.flatMap(({ within }) => within.map(({ ratePerSec }) => ratePerSec?.value ?? 0)),
  );
  const needed = Math.max(highestRatePerSec * MIN_HEADROOM, highest * MIN_CAPACITY_HEADROOM);
  return nullCeilingPerSec >= needed
    ? []
    : [
        `the load generator reaches ${Math.round(nullCeilingPerSec)} requests/s against a server that only answers, and should ` +
          `reach ${Math.round(needed)}: it may be what was measured`,
      ];
};

const missingCapacities = ({ capacity }: LatencyResult): string[] =>
  capacity.flatMap(({ target, within }) => {
    const missing = within.filter(({ ratePerSec }) => ratePerSec === undefined).map(({ boundMs }) => boundMs);
    return missing.length === 0
      ? []
      : [`${target} answered 99 % within ${missing.join(', ')} ms at none of the rates that were tried`];
  });

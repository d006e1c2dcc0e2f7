// Other people's requests beside the trials, on every replica: what happens to a revocation on a busy machine?
import type { Stack } from '@authlab/stack';
import { LoadGenerator } from '../../load/generator/load-generator.ts';
import type { LoadReport } from '../../load/generator/generator-message.ts';
import type { BackgroundLoad } from '../../result/revocation-record.ts';
import { derivedSeed } from '../../stats/seeded-random.ts';
import { logInAll, meRequest } from '../../target/log-in.ts';
import type { RevocationStage } from './revocation-stage.ts';

export interface BackgroundOptions {
  readonly loadShare: number;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** A load that is ready to run. */
export interface Background {
  /** Until the signal aborts, and then to the end of the slice. */
  readonly run: (until: AbortSignal) => Promise<BackgroundLoad>;
}

const CONNECTIONS = 16;
const CAPACITY_SECONDS = 2;
const SLICE_SECONDS = 1;

/** Measures what all replicas answer together, generators on the same cores, and takes a share of it. */
export const openBackground = async (
  stack: Stack,
  stage: RevocationStage,
  { loadShare, seed, signal }: BackgroundOptions,
): Promise<Background> => {
  const generators = await Promise.all(stage.pools.map(() => LoadGenerator.start(stack, { signal })));
  for (const [index, generator] of generators.entries()) {
    const pool = stage.pools[index];
    if (pool === undefined) throw new TypeError('a generator for each replica');
    // At its own replica: where each knows its own logins alone, no other would do.
    const logins = await logInAll(stage.target, pool, stage.crowd);
    await generator.aim({ url: pool.origin, connections: CONNECTIONS, requests: logins.map(meRequest) });
  }
  const atMost = await Promise.all(
    generators.map((generator) => generator.closedLoop({ connections: CONNECTIONS, seconds: CAPACITY_SECONDS })),
  );
  const capacityPerSec = sum(atMost.map(({ counts, durationMs }) => (counts.completed * 1000) / durationMs));
  const ratePerSec = capacityPerSec * loadShare;
  const runOne = (generator: LoadGenerator, index: number, until: AbortSignal): Promise<LoadReport[]> =>
    sliceAfterSlice(generator, {
      ratePerSec: ratePerSec / generators.length,
      users: stage.crowd.length,
      seed: derivedSeed(seed, index),
      until,
    });
  return {
    run: async (until) => {
      const reports = await Promise.all(generators.map((generator, index) => runOne(generator, index, until)));
      const counts = reports.flat().map((report) => report.counts);
      const completed = sum(counts.map((each) => each.completed - each.unexpected));
      return { capacityPerSec, ratePerSec, completed, lost: sum(counts.map(({ offered }) => offered)) - completed };
    },
  };
};

interface Slices {
  readonly ratePerSec: number;
  readonly users: number;
  readonly seed: number;
  readonly until: AbortSignal;
}

const sliceAfterSlice = async (
  generator: LoadGenerator,
  { ratePerSec, users, seed, until }: Slices,
): Promise<LoadReport[]> => {
  const reports: LoadReport[] = [];
  while (!until.aborted) {
    const scenario = {
      id: 'revocation/load',
      seed: derivedSeed(seed, reports.length),
      arrivals: { process: 'poisson', ratePerSec, seconds: SLICE_SECONDS },
      population: { users },
      mix: [{ operation: 'me', weight: 1, expect: 200 }],
      timeline: [],
    } as const;
    reports.push(await generator.openLoop(scenario, 'timers'));
  }
  return reports;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

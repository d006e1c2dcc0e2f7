// The latency experiment: round after round, one target at a time, in an order that is shuffled for each round.
import type { Stack } from '@authlab/stack';
import { splitCores } from '../../load/cores.ts';
import type { LatencyProfile } from '../../profile/latency-profile.ts';
import type { LatencyRoundRecord } from '../../result/raw-record.ts';
import { derivedSeed, seededRandom } from '../../stats/seeded-random.ts';
import type { TargetName } from '../../target/target-name.ts';
import type { ReportProgress } from '../progress.ts';
import { commonRates } from './common-rates.ts';
import { type LatencyRate, runLatencyRound } from './run-latency-round.ts';

export interface LatencyOptions {
  readonly stack: Stack;
  readonly targets: readonly TargetName[];
  readonly profile: LatencyProfile;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
}

export interface LatencyRun {
  readonly records: readonly LatencyRoundRecord[];
  readonly redisVersion: string;
}

const ORDER_SEED = 1;
const ROUND_SEED = 2;

/** @throws {TargetError} when a target does not start or does wrong; the signal's reason when aborted */
export const runLatency = async (options: LatencyOptions): Promise<LatencyRun> => {
  const { targets, profile, seed, report } = options;
  const cores = await splitCores();
  const records: LatencyRoundRecord[] = [];
  let redisVersion = 'unknown';
  let rates: readonly LatencyRate[] = [];
  for (let round = 0; round < profile.rounds; round += 1) {
    const order = seededRandom(derivedSeed(seed, ORDER_SEED, round)).shuffled(targets);
    for (const [position, target] of order.entries()) {
      const share = records.length / (profile.rounds * targets.length);
      const say = (doing: string): void =>
        report(share, `round ${round + 1} of ${profile.rounds}, ${target}: ${doing}`);
      const roundSeed = derivedSeed(seed, ROUND_SEED, round, targets.indexOf(target));
      const place = { target, round, position, rates, cores, seed: roundSeed };
      const done = await runLatencyRound({ ...options, ...place, report: say });
      records.push(done.record);
      ({ redisVersion } = done);
    }
    if (round === 0) rates = commonRates(records);
  }
  return { records, redisVersion };
};

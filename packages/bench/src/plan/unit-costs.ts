// What a request costs with each target at one rate, ready to be weighted and added up.
import type { CostRow } from '../result/summary.ts';
import type { Interval } from '../stats/interval.ts';
import { type Term, weightedSum } from '../stats/weighted-sum.ts';
import type { TargetName } from '../target/target-name.ts';
import { predictionWeights } from './rate-curve.ts';

export type CostField = 'cpuUs' | 'appCpuUs' | 'redisCpuUs';

/** How much of the cost of each target goes into a request: 1 of its own, and what is known from others. */
export type Mix = Readonly<Partial<Record<TargetName, number>>>;

export interface UnitCosts {
  readonly ratePerSec: number;
  /** Whether the rate was measured; else it lies on the curve through those that were. */
  readonly isMeasured: boolean;
  readonly has: (target: TargetName) => boolean;
  /** Microseconds per request. */
  readonly terms: (mix: Mix, field: CostField) => Term[];
  /** Of Redis. */
  readonly commandsPerRequest: (mix: Mix) => number;
}

/** @throws {TypeError} when the rate was not measured and there are not two rates to draw a curve through */
export const unitCosts = (rows: readonly CostRow[], ratePerSec: number): UnitCosts => {
  const isMeasured = rows.some((row) => row.ratePerSec === ratePerSec);
  const at = (target: TargetName, field: CostField): Term[] => {
    const own = rows.filter((row) => row.target === target);
    const exact = own.find((row) => row.ratePerSec === ratePerSec);
    if (exact !== undefined) return [{ interval: exact[field], weight: 1 }];
    const rates = own.map((row) => row.ratePerSec);
    const weights = predictionWeights(rates, ratePerSec);
    return own.map((row, index) => ({ interval: row[field], weight: weights[index] ?? 0 }));
  };
  return {
    ratePerSec,
    isMeasured,
    has: (target) => rows.some((row) => row.target === target),
    terms: (mix, field) => sharesOf(mix).flatMap(([target, share]) => scaled(at(target, field), share)),
    commandsPerRequest: (mix) =>
      sharesOf(mix).reduce((sum, [target, share]) => sum + share * commandsOf(rows, target), 0),
  };
};

export const sharesOf = (mix: Mix): [TargetName, number][] => Object.entries(mix) as [TargetName, number][];

/** Every term `factor` times. */
export const scaled = (terms: readonly Term[], factor: number): Term[] =>
  terms.map(({ interval, weight }) => ({ interval, weight: weight * factor }));

/** The same command count at every rate. */
const commandsOf = (rows: readonly CostRow[], target: TargetName): number => {
  const row = rows.find((candidate) => candidate.target === target);
  return Object.values(row?.redisCommandsPerRequest ?? {}).reduce((sum, count) => sum + count, 0);
};

/** A figure of one target alone. */
export const figureOf = (costs: UnitCosts, mix: Mix, field: CostField): Interval =>
  weightedSum(costs.terms(mix, field));

// The search for the highest rate that a target serves within a latency bound: in geometric steps up, then by halves.
import type { CapacityStepRecord } from '../../result/raw-record.ts';

/** The bounds on the 99th percentile, tightest first. */
export const BOUNDS_MS: readonly number[] = [25, 50, 100];

export interface SearchPlan {
  /** Where it starts. */
  readonly firstPerSec: number;
  readonly maxSteps: number;
  /** A rate is too high when it was in this many steps that were sent on time: a burst of another program must not decide. */
  readonly attempts: number;
}

export type CapacityStep = Pick<CapacityStepRecord, 'ratePerSec' | 'p99Ms' | 'latenessP99Ms'>;

/** Between the highest rate that was served within the bound and the lowest that was not. */
export interface CapacityBracket {
  readonly served?: number;
  readonly tooHigh?: number;
}

/** A fifth of the tightest bound: later than this, the step says something about the machine, and little about the target. */
export const MAX_STEP_LATENESS_MS = 5;
/** How many steps at one rate may be late before it is judged all the same. */
const MAX_LATE = 2;
const GROWTH = 1.4;
/** Close enough: rates nearer than this are not told apart by one step. */
const RESOLUTION = 1.05;
/** Below this share of the first rate the search gives up. */
const LOWEST_SHARE = 0.1;

/** @returns undefined when all bounds are bracketed closely enough, or the steps are used up */
export const nextRate = (steps: readonly CapacityStep[], plan: SearchPlan): number | undefined => {
  const last = steps.at(-1);
  if (last === undefined) return plan.firstPerSec;
  if (steps.length >= plan.maxSteps) return undefined;
  if (isUndecided(steps, last.ratePerSec, plan)) return last.ratePerSec;
  const brackets = BOUNDS_MS.map((boundMs) => bracketOf(steps, boundMs));
  const loosest = brackets.at(-1);
  if (loosest?.served !== undefined && loosest.tooHigh === undefined) return Math.round(loosest.served * GROWTH);
  return brackets.map((bracket) => inside(bracket, plan)).find((rate) => rate !== undefined);
};

/** A rate that was too high once and served another time counts as served; above the lowest that never was, nothing does. */
export const bracketOf = (steps: readonly CapacityStep[], boundMs: number): CapacityBracket => {
  const rates = [...new Set(steps.map(({ ratePerSec }) => ratePerSec))].toSorted((a, b) => a - b);
  const tooHigh = rates.find((rate) => !wasServed(steps, rate, boundMs));
  const served = rates.findLast((rate) => rate < (tooHigh ?? Number.POSITIVE_INFINITY));
  return { ...(served === undefined ? {} : { served }), ...(tooHigh === undefined ? {} : { tooHigh }) };
};

const wasServed = (steps: readonly CapacityStep[], rate: number, boundMs: number): boolean =>
  steps.some(({ ratePerSec, p99Ms }) => ratePerSec === rate && p99Ms !== undefined && p99Ms < boundMs);

/** Too high for some bound, but not yet often enough. */
const isUndecided = (steps: readonly CapacityStep[], rate: number, { attempts }: SearchPlan): boolean => {
  if (BOUNDS_MS.every((boundMs) => wasServed(steps, rate, boundMs))) return false;
  const here = steps.filter(({ ratePerSec }) => ratePerSec === rate);
  const late = here.filter(({ latenessP99Ms }) => latenessP99Ms > MAX_STEP_LATENESS_MS);
  return here.length - late.length < attempts && late.length <= MAX_LATE;
};

const inside = ({ served, tooHigh }: CapacityBracket, { firstPerSec }: SearchPlan): number | undefined => {
  if (tooHigh === undefined) return undefined;
  if (served === undefined) {
    const lower = Math.round(tooHigh / GROWTH);
    return lower < firstPerSec * LOWEST_SHARE || lower < 1 ? undefined : lower;
  }
  return tooHigh / served <= RESOLUTION ? undefined : Math.round(Math.sqrt(served * tooHigh));
};

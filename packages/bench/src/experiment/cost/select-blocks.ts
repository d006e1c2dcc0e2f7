// Chooses the blocks that count: the valid attempt of each slot, in balanced numbers of both assignments.
import type { CostBlockRecord } from '../../result/raw-record.ts';

/** The blocks of one rate that count, by invocation. */
export interface SelectedBlocks {
  readonly ratePerSec: number;
  readonly invocations: readonly (readonly CostBlockRecord[])[];
}

/** Slots of the plan by what became of them: `noisy` ones were never valid and are used all the same, with a warning. */
export interface SlotCounts {
  readonly planned: number;
  readonly valid: number;
  readonly noisy: number;
  readonly incomplete: number;
}

/** Rising by rate. An invocation in which one assignment is missing altogether does not count at that rate. */
export const selectBlocks = (blocks: readonly CostBlockRecord[]): SelectedBlocks[] => {
  const chosen = slotsOf(blocks).flatMap((attempts) => chooseAttempt(attempts) ?? []);
  const rates = [...new Set(chosen.map((block) => block.ratePerSec))].toSorted((left, right) => left - right);
  return rates.map((ratePerSec) => {
    const atRate = chosen.filter((block) => block.ratePerSec === ratePerSec);
    const invocations = groupBy(atRate, (block) => `${block.duet}/${block.invocation}`).map(balance);
    return { ratePerSec, invocations: invocations.filter((kept) => kept.length > 0) };
  });
};

export const countSlots = (blocks: readonly CostBlockRecord[]): SlotCounts => {
  const states = slotsOf(blocks).map((attempts) => chooseAttempt(attempts)?.state ?? 'incomplete');
  const count = (state: CostBlockRecord['state']): number => states.filter((other) => other === state).length;
  return { planned: states.length, valid: count('valid'), noisy: count('noisy'), incomplete: count('incomplete') };
};

/** Of several experiments together. */
export const addSlots = (counts: readonly SlotCounts[]): SlotCounts => {
  const total = (of: keyof SlotCounts): number => counts.reduce((sum, count) => sum + count[of], 0);
  return { planned: total('planned'), valid: total('valid'), noisy: total('noisy'), incomplete: total('incomplete') };
};

const slotsOf = (blocks: readonly CostBlockRecord[]): CostBlockRecord[][] =>
  groupBy(
    blocks.filter((block) => block.phase === 'measurement'),
    (block) => `${block.duet}/${block.invocation}/${block.slot}`,
  );

const chooseAttempt = (attempts: readonly CostBlockRecord[]): CostBlockRecord | undefined =>
  attempts.find((block) => block.state === 'valid') ?? attempts.findLast((block) => block.state === 'noisy');

/** Only in equal numbers do the peculiarities of the two processes cancel. */
const balance = (blocks: readonly CostBlockRecord[]): CostBlockRecord[] => {
  const sides = ([0, 1] as const).map((assignment) => blocks.filter((block) => block.assignment === assignment));
  const count = Math.min(...sides.map((side) => side.length));
  return sides.flatMap((side) => side.slice(0, count));
};

const groupBy = <Item>(items: readonly Item[], key: (item: Item) => string): Item[][] =>
  Object.values(Object.groupBy(items, key)).map((group) => group ?? []);

// One invocation: fresh processes, warm-up until the cost is flat, then all blocks of the plan.
import { openStack, type Stack } from '@authlab/stack';
import type { CostProfile } from '../../profile/cost-profile.ts';
import type { CostBlockRecord } from '../../result/raw-record.ts';
import { derivedSeed, seededRandom } from '../../stats/seeded-random.ts';
import { burst } from './burst.ts';
import { type BlockPlace, measureBlock } from './measure-block.ts';
import { type CostProcess, openStage, type StageOptions } from './stage.ts';
import { hasSettled } from './warm-up.ts';

export interface InvocationOptions extends StageOptions {
  readonly stack: Stack;
  readonly profile: CostProfile;
  /** Which of the run's duets is played, and how often it was before. */
  readonly duet: number;
  readonly invocation: number;
  readonly seed: number;
  /** Changes what the processes are asked; as they are by default. */
  readonly prepare?: (processes: readonly CostProcess[]) => readonly CostProcess[];
  readonly onBlock: (block: CostBlockRecord) => void;
  readonly report: (doing: string) => void;
}

const WARM_UP_SEED = 1;
const ORDER_SEED = 2;
const BLOCK_SEED = 3;
const START_SEED = 4;

/**
 * Hands over every block as it is done, warm-up and repeated ones included.
 *
 * @returns the version of Redis
 * @throws {TargetError} when a target does not start or does wrong; the signal's reason when aborted
 */
export const runInvocation = async (options: InvocationOptions): Promise<string> => {
  options.report('starting and verifying the targets');
  await using stack = await options.stack.own(() => openStack());
  const seed = derivedSeed(options.seed, options.duet, options.invocation, START_SEED);
  const opened = await openStage(stack, { ...options, seed });
  const processes = options.prepare?.(opened) ?? opened;
  await warmUp(processes, options);
  const slots = planSlots(options);
  for (const [slot, place] of slots.entries()) {
    options.report(`block ${slot + 1} of ${slots.length} at ${place.ratePerSec} requests/s`);
    await measureSlot(processes, { ...place, slot }, options);
  }
  return processes[0]?.redis.version ?? 'unknown';
};

const warmUp = async (processes: readonly CostProcess[], options: InvocationOptions): Promise<void> => {
  const { requests, minBlocks, maxBlocks, blockSeconds } = options.profile.warmup;
  options.report(`warming up, ${requests} requests to each process`);
  await burst(processes, { requests, signal: options.signal });
  const ratePerSec = Math.max(...options.profile.ratesPerSec);
  const done: CostBlockRecord[] = [];
  for (let slot = 0; slot < maxBlocks && !(slot >= minBlocks && hasSettled(done)); slot += 1) {
    options.report(`warming up, block ${slot + 1}`);
    const { duet, invocation } = options;
    const place = { duet, invocation, slot, attempt: 0, ratePerSec, seconds: blockSeconds };
    const assignment = slot % 2 === 0 ? 0 : 1;
    const seed = derivedSeed(options.seed, duet, invocation, WARM_UP_SEED, slot);
    const { signal } = options;
    const block = await measureBlock(processes, { place: { ...place, phase: 'warm-up', assignment }, seed, signal });
    done.push(block);
    options.onBlock(block);
  }
};

type Slot = Pick<BlockPlace, 'ratePerSec' | 'assignment'>;

const planSlots = ({ profile, seed, duet, invocation }: InvocationOptions): Slot[] => {
  const { ratesPerSec, pairs, pairsBelow = pairs, inTurn = false } = profile;
  const headline = Math.max(...ratesPerSec);
  const slots = ratesPerSec.flatMap((rate) =>
    Array.from({ length: rate === headline ? pairs : pairsBelow }, () => pairAt(rate)).flat(),
  );
  return inTurn ? slots : seededRandom(derivedSeed(seed, duet, invocation, ORDER_SEED)).shuffled(slots);
};

const pairAt = (ratePerSec: number): Slot[] => [
  { ratePerSec, assignment: 0 },
  { ratePerSec, assignment: 1 },
];

const measureSlot = async (
  processes: readonly CostProcess[],
  place: Slot & { readonly slot: number },
  options: InvocationOptions,
): Promise<void> => {
  const { duet, invocation, signal } = options;
  for (let attempt = 0; attempt <= options.profile.repeats; attempt += 1) {
    const seed = derivedSeed(options.seed, duet, invocation, BLOCK_SEED, place.slot, attempt);
    const full: BlockPlace = {
      ...place,
      phase: 'measurement',
      duet,
      invocation,
      attempt,
      seconds: options.profile.blockSeconds,
    };
    const block = await measureBlock(processes, { place: full, seed, signal });
    options.onBlock(block);
    if (block.state === 'valid') return;
  }
};

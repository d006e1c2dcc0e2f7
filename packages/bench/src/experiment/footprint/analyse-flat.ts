// From the blocks on a small and on a full store to what filling it has changed.
import type { FlatRow, Footprint } from '../../result/footprint-result.ts';
import type { CostBlockRecord, CostVariantRecord, FlatBlockRecord } from '../../result/raw-record.ts';
import { mapInterval } from '../../stats/interval.ts';
import { meanInterval } from '../../stats/mean-interval.ts';
import { mean } from '../../stats/moments.ts';
import type { TargetName } from '../../target/target-name.ts';
import { variantOf } from '../cost/block-figures.ts';

export interface FlatContext {
  readonly targets: readonly TargetName[];
  readonly smallLoginSessions: number;
  readonly loginSessions: number;
  readonly ratePerSec: number;
  readonly users: number;
}

/** Noisy blocks count: both sides met the same noise. Those with lost requests do not. */
export const flatRows = (records: readonly FlatBlockRecord[], context: FlatContext): FlatRow[] => {
  const counted = records.filter(({ stage, block }) => stage !== 'warm-up' && block.state !== 'incomplete');
  const invocations = [...Map.groupBy(counted, ({ block }) => block.invocation).values()]
    .map((own) => ({ small: blocksOf(own, 'small'), full: blocksOf(own, 'full') }))
    .filter(({ small, full }) => small.length > 0 && full.length > 0);
  if (invocations.length < 2) return [];
  return context.targets.map((target) => flatRow(target, invocations, context));
};

export const countFlatBlocks = (records: readonly FlatBlockRecord[]): Footprint['flatBlocks'] => {
  const measured = records.filter(({ stage }) => stage !== 'warm-up');
  const count = (state: CostBlockRecord['state']): number =>
    measured.filter(({ block }) => block.state === state).length;
  return { valid: count('valid'), noisy: count('noisy'), incomplete: count('incomplete') };
};

interface Invocation {
  readonly small: readonly CostBlockRecord[];
  readonly full: readonly CostBlockRecord[];
}

const blocksOf = (records: readonly FlatBlockRecord[], stage: FlatBlockRecord['stage']): CostBlockRecord[] =>
  records.filter((record) => record.stage === stage).map(({ block }) => block);

const flatRow = (target: TargetName, invocations: readonly Invocation[], context: FlatContext): FlatRow => {
  const { smallLoginSessions, loginSessions, ratePerSec, users } = context;
  const stays = { target, arm: 'target' } as const;
  const filled = { target, arm: 'twin' } as const;
  const side = (block: CostBlockRecord, which: typeof stays | typeof filled) => variantOf(block, which, 'me');
  const after = invocations.flatMap(({ full }) => full);
  // The one that stays small says how the machine changed meanwhile; what is peculiar to a process cancels out.
  const changes = invocations.map(({ small, full }) => logRatio(full, target) - logRatio(small, target));
  const cpuUs = (which: typeof stays | typeof filled) =>
    meanInterval(invocations.map(({ full }) => mean(full.map((block) => cpuUsOf(side(block, which))))));
  return {
    target,
    smallLoginSessions,
    loginSessions,
    ratePerSec,
    users,
    invocations: invocations.length,
    requests: after.reduce((sum, block) => sum + side(block, filled).outcome.completed, 0),
    smallCpuUs: cpuUs(stays),
    fullCpuUs: cpuUs(filled),
    cpuRatio: mapInterval(meanInterval(changes), Math.exp),
    smallRedisCommands: commandsOf(after.map((block) => side(block, stays))),
    fullRedisCommands: commandsOf(after.map((block) => side(block, filled))),
  };
};

const logRatio = (blocks: readonly CostBlockRecord[], target: TargetName): number =>
  mean(
    blocks.map((block) => {
      const [filled, stays] = (['twin', 'target'] as const).map((arm) =>
        cpuUsOf(variantOf(block, { target, arm }, 'me')),
      );
      return Math.log(filled ?? Number.NaN) - Math.log(stays ?? Number.NaN);
    }),
  );

/** API and Redis, per request. */
const cpuUsOf = ({ appCpuUs, redisCpuUs, outcome }: CostVariantRecord): number =>
  (appCpuUs + redisCpuUs) / outcome.completed;

const commandsOf = (variants: readonly CostVariantRecord[]): Record<string, number> => {
  const names = [...new Set(variants.flatMap((variant) => Object.keys(variant.redisCommands)))].toSorted();
  return Object.fromEntries(
    names.map((name) => [name, variants.reduce((sum, variant) => sum + (variant.redisCommands[name] ?? 0), 0)]),
  );
};

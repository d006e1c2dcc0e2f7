// Who stands behind the balancer, and how it chooses.
import type { Arm } from '../../result/replicas-record.ts';
import { isStrategy, type TargetName } from '../../target/target-name.ts';

/** Why replicas need a session server, and the usual way out without one. */
const MEMORY: readonly Arm[] = [
  { target: 'session/memory', affinity: 'none' },
  { target: 'session/memory', affinity: 'cookie' },
];

/** Sessions in memory always, round-robin and sticky; of the targets all strategies, round-robin. */
export const armsFor = (targets: readonly TargetName[]): readonly Arm[] => [
  ...MEMORY,
  ...targets
    .filter((target) => isStrategy(target) && target !== 'session/memory')
    .map((target) => ({ target, affinity: 'none' as const })),
];

/** Comparators and floors have no management port whose health a balancer could ask; variants of a strategy are told apart by cost alone. */
export const leftOutOf = (targets: readonly TargetName[]): readonly TargetName[] =>
  targets.filter((target) => !isStrategy(target));

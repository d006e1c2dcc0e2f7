// What one trial showed about the whole system, which is as late as its latest replica.
import type { ProbeTuple } from '../../result/raw-record.ts';
import { checkHistory, type ReplicaFinding } from './check-history.ts';

/** @param replicas the probes of each replica */
export const trialFinding = (replicas: readonly (readonly ProbeTuple[])[]): ReplicaFinding =>
  latestOf(replicas.map(findingOf));

const findingOf = (probes: readonly ProbeTuple[]): ReplicaFinding =>
  checkHistory(
    probes.map(([startMs, endMs, status]) => ({ startMs, endMs, ...(status === 0 ? {} : { status }) })),
    0,
  );

const latestOf = (replicas: readonly ReplicaFinding[]): ReplicaFinding => {
  const upper = replicas.map((finding) => finding.lagUpperMs);
  const worst = replicas.toSorted((left, right) => (right.lagUpperMs ?? 0) - (left.lagUpperMs ?? 0))[0];
  return {
    lagMs: Math.max(...replicas.map((finding) => finding.lagMs)),
    ...(upper.every((bound) => bound !== undefined) ? { lagUpperMs: Math.max(...upper) } : {}),
    ...(worst?.bracketMs === undefined ? {} : { bracketMs: worst.bracketMs }),
    staleAccepts: replicas.reduce((sum, finding) => sum + finding.staleAccepts, 0),
    resurrections: replicas.reduce((sum, finding) => sum + finding.resurrections, 0),
  };
};

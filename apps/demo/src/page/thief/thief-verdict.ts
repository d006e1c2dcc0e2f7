// How long a thief got on after a revocation: for each replica, and on the whole.
import type { ThiefProbe } from '../../protocol/thief-probe.ts';

/**
 * - `untried`: no attempt since the ack yet;
 * - `accepted`: the newest attempt that was answered was accepted;
 * - `refused`: it was refused;
 * - `failed`: since the ack, nothing but errors and silence: nobody knows.
 */
export type ReplicaFate = 'untried' | 'accepted' | 'refused' | 'failed';

export interface ReplicaVerdict {
  readonly replica: number;
  readonly fate: ReplicaFate;
  /** From the ack to the start of the last accepted attempt, in milliseconds; absent when none was accepted after it. */
  readonly acceptedForMs: number | undefined;
  /** It accepted the credential at some time; else there was nothing to revoke here. */
  readonly hasAccepted: boolean;
}

export interface ThiefVerdict {
  readonly replicas: readonly ReplicaVerdict[];
  /** `waiting`: nothing was tried since the ack. `alive`: some replica accepts. `dead`: none does, and all of them were asked. */
  readonly state: 'waiting' | 'alive' | 'dead';
  /** The longest of the replicas'; 0 when none accepted anything after the ack. */
  readonly acceptedForMs: number;
}

/** @param ackAtMs when the answer to the revoking request had arrived */
export const thiefVerdict = (probes: readonly ThiefProbe[], ackAtMs: number, replicaCount: number): ThiefVerdict => {
  const replicas = Array.from({ length: replicaCount }, (_, replica) =>
    replicaVerdict(
      probes.filter((probe) => probe.replica === replica),
      replica,
      ackAtMs,
    ),
  );
  return {
    replicas,
    state: stateOf(replicas),
    acceptedForMs: Math.max(0, ...replicas.map(({ acceptedForMs = 0 }) => acceptedForMs)),
  };
};

const replicaVerdict = (probes: readonly ThiefProbe[], replica: number, ackAtMs: number): ReplicaVerdict => {
  const after = probes.filter(({ atMs }) => atMs >= ackAtMs);
  const lastAccepted = after.findLast(({ outcome }) => outcome === 'accepted');
  return {
    replica,
    fate: fateOf(after),
    acceptedForMs: lastAccepted === undefined ? undefined : lastAccepted.atMs - ackAtMs,
    hasAccepted: probes.some(({ outcome }) => outcome === 'accepted'),
  };
};

const fateOf = (after: readonly ThiefProbe[]): ReplicaFate => {
  const answered = after.findLast(({ outcome }) => outcome !== 'failed');
  if (answered !== undefined) return answered.outcome;
  return after.length === 0 ? 'untried' : 'failed';
};

const stateOf = (replicas: readonly ReplicaVerdict[]): ThiefVerdict['state'] => {
  if (replicas.some(({ fate }) => fate === 'accepted')) return 'alive';
  return replicas.every(({ fate }) => fate === 'refused') ? 'dead' : 'waiting';
};

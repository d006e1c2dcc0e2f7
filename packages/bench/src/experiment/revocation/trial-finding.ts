// What one trial showed about the whole system, which is as late as its latest replica, by both instruments.
import { PROBE_LOOPS, type ProbeTuple } from '../../result/revocation-record.ts';
import { checkHistory, isAccept, type Probe, type ReplicaFinding } from './check-history.ts';

export interface TrialFinding extends ReplicaFinding {
  /** The same by the moments at which the servers wrote their answers; absent where they did not say. */
  readonly stamped?: StampedFinding;
  /** Requests of the open loop that were started after the ack and accepted. */
  readonly attackerAccepts: number;
  /** How long the credential lived, summed over the replicas: what the attacker's count must agree with. */
  readonly lifeMs: { readonly low: number; readonly high: number };
}

export interface StampedFinding extends ReplicaFinding {
  /** Replicas whose two brackets exclude each other. */
  readonly disagreements: number;
  /** Stamps outside of their own request: the clocks do not agree. */
  readonly strays: number;
}

/** @param replicas the probes of each replica */
export const trialFinding = (replicas: readonly (readonly ProbeTuple[])[]): TrialFinding => {
  const findings = replicas.map((probes) => checkHistory(probes.map(sentProbe), 0));
  const stamped = stampedFinding(replicas, findings);
  return {
    ...latestOf(findings),
    ...(stamped === undefined ? {} : { stamped }),
    attackerAccepts: replicas.flat().filter(isAttackerAccept).length,
    lifeMs: {
      low: sum(findings.map(({ lagMs }) => lagMs)),
      high: sum(findings.map(({ lagMs, lagUpperMs }) => lagUpperMs ?? lagMs)),
    },
  };
};

const sentProbe = ([startMs, endMs, status]: ProbeTuple): Probe => ({ startMs, endMs, ...statusOf(status) });

const statusOf = (status: number) => (status === 0 ? {} : { status });

const isAttackerAccept = (probe: ProbeTuple): boolean => {
  const [startMs, , , loop = 0] = probe;
  return PROBE_LOOPS[loop] === 'open' && startMs > 0 && isAccept(sentProbe(probe));
};

/** A moment has no length: what was written first was first. */
const stampedProbe = ([, , status, , decidedMs]: ProbeTuple): Probe[] =>
  decidedMs === undefined ? [] : [{ startMs: decidedMs, endMs: decidedMs, ...statusOf(status) }];

/** What was decided first may be written last: an accept came back to life only if it was sent after a refusal was written. */
const decidedProbe = ([startMs, , status, , decidedMs]: ProbeTuple): Probe[] =>
  decidedMs === undefined ? [] : [{ startMs, endMs: decidedMs, ...statusOf(status) }];

/** `performance.now` and the clock of another process are read a moment apart. */
const CLOCK_TOLERANCE_MS = 0.1;

const stampedFinding = (
  replicas: readonly (readonly ProbeTuple[])[],
  sent: readonly ReplicaFinding[],
): StampedFinding | undefined => {
  const histories = replicas.map((probes) => probes.flatMap(stampedProbe));
  if (histories.every((probes) => probes.length === 0)) return undefined;
  const findings = histories.map((probes) => checkHistory(probes, 0));
  const decided = replicas.map((probes) => checkHistory(probes.flatMap(decidedProbe), 0));
  return {
    ...latestOf(findings),
    resurrections: sum(decided.map(({ resurrections }) => resurrections)),
    disagreements: findings.filter((finding, index) => excludeEachOther(finding, sent[index], replicas[index])).length,
    strays: replicas.flat().filter(isStray).length,
  };
};

/** Whatever was accepted or refused was decided before its answer came: later than the latest of them is a contradiction. */
const excludeEachOther = (
  stamped: ReplicaFinding,
  sent: ReplicaFinding | undefined,
  probes: readonly ProbeTuple[] = [],
): boolean => {
  if (sent === undefined) return true;
  const accepted = probes.map(sentProbe).filter(isAccept);
  const lastAnswerMs = Math.max(0, ...accepted.map(({ endMs }) => endMs));
  const ended = stamped.lagUpperMs ?? Number.POSITIVE_INFINITY;
  return stamped.lagMs > lastAnswerMs + CLOCK_TOLERANCE_MS || ended < sent.lagMs - CLOCK_TOLERANCE_MS;
};

const isStray = ([startMs, endMs, , , decidedMs]: ProbeTuple): boolean =>
  decidedMs !== undefined && (decidedMs < startMs - CLOCK_TOLERANCE_MS || decidedMs > endMs + CLOCK_TOLERANCE_MS);

const latestOf = (replicas: readonly ReplicaFinding[]): ReplicaFinding => {
  const upper = replicas.map((finding) => finding.lagUpperMs);
  const worst = replicas.toSorted((left, right) => (right.lagUpperMs ?? 0) - (left.lagUpperMs ?? 0))[0];
  return {
    lagMs: Math.max(...replicas.map((finding) => finding.lagMs)),
    ...(upper.every((bound) => bound !== undefined) ? { lagUpperMs: Math.max(...upper) } : {}),
    ...(worst?.bracketMs === undefined ? {} : { bracketMs: worst.bracketMs }),
    staleAccepts: sum(replicas.map((finding) => finding.staleAccepts)),
    resurrections: sum(replicas.map((finding) => finding.resurrections)),
  };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

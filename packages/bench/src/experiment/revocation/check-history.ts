// Decides from the recorded probes of one replica how long a revoked credential lived there. Pure, so that it can be tested
// on histories with planted violations.
import { RIGHT_ENDED } from '../../result/revocation-record.ts';

/** One request with the victim's credential. Times in ms on one monotonic clock; `status` is absent when there was no answer. */
export interface Probe {
  readonly startMs: number;
  readonly endMs: number;
  readonly status?: number;
}

/** What happened on one replica; times in ms after the ack. */
export interface ReplicaFinding {
  /** Start of the last accepted request, 0 if none was started after the ack. */
  readonly lagMs: number;
  /** Start of the first refused request after it: the credential died somewhere between. Absent if it never was refused. */
  readonly lagUpperMs?: number;
  /** From the last accepted to the first refused start, before the ack too. */
  readonly bracketMs?: number;
  readonly staleAccepts: number;
  /** Accepted although started after a refusal had arrived: the credential came back to life. */
  readonly resurrections: number;
}

const ACCEPTED = 200;
const ENDED = new Set([401, RIGHT_ENDED]);

export const isAccept = ({ status }: Probe): boolean => status === ACCEPTED;
export const isRefusal = ({ status }: Probe): boolean => status !== undefined && ENDED.has(status);

/** @param ackMs when the answer to the revoking request had arrived */
export const checkHistory = (probes: readonly Probe[], ackMs: number): ReplicaFinding => {
  const accepts = probes.filter(isAccept);
  const refusals = probes.filter(isRefusal);
  const lastAcceptMs = Math.max(...accepts.map((probe) => probe.startMs));
  const firstRefusalMs = Math.min(...starts(refusals).filter((startMs) => startMs > lastAcceptMs));
  const refusalKnownMs = Math.min(...refusals.map((probe) => probe.endMs));
  const known = {
    lagMs: Math.max(0, lastAcceptMs - ackMs),
    staleAccepts: accepts.filter((probe) => probe.startMs > ackMs).length,
    resurrections: accepts.filter((probe) => probe.startMs > refusalKnownMs).length,
  };
  if (!Number.isFinite(firstRefusalMs)) return known;
  const lagUpperMs = Math.max(0, firstRefusalMs - ackMs);
  return Number.isFinite(lastAcceptMs)
    ? { ...known, lagUpperMs, bracketMs: firstRefusalMs - lastAcceptMs }
    : { ...known, lagUpperMs };
};

const starts = (probes: readonly Probe[]): number[] => probes.map((probe) => probe.startMs);

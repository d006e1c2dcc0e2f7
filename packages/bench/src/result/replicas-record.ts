// The lines of raw.ndjson that the replicas experiment writes: each story with every request that was sent through the balancer.
import type { Affinity } from '@authlab/stack';
import type { TargetName } from '../target/target-name.ts';

/** What happens to the replicas under load, in the order in which they live through it. */
export const REPLICAS_STORIES = ['steady', 'kill', 'rolling-restart'] as const;
export type ReplicasStory = (typeof REPLICAS_STORIES)[number];

export const AFFINITIES = ['none', 'cookie'] as const satisfies readonly Affinity[];

/** A target behind a balancer of one setting. */
export interface Arm {
  readonly target: TargetName;
  readonly affinity: Affinity;
}

/** One `GET /me`, in ms after the load began; status 0 where there was no answer; `replica` (from 0) is the one that answered. */
export type BalancedRequest = readonly [startMs: number, endMs: number, status: number, user: number, replica?: number];

/** `ended`: the process is gone; `started`: another one in its place; `in service`: the balancer sends it requests. */
export const REPLICA_CHANGES = ['killed', 'terminated', 'ended', 'started', 'in service'] as const;

export interface ReplicaEvent {
  readonly atMs: number;
  readonly replica: number;
  readonly what: (typeof REPLICA_CHANGES)[number];
}

/** Over the whole load of a steady story. */
export interface BalancedCpu {
  /** Of the balancer, its health checks included; in steps of 10 ms. Absent where the system does not say. */
  readonly balancerMs?: number;
  /** Of all replicas together. */
  readonly apiMs: number;
}

export interface PlayOutcome {
  readonly state: 'completed';
  readonly users: number;
  readonly requests: readonly BalancedRequest[];
  /** Requests without an answer, by error code. */
  readonly failures: Readonly<Record<string, number>>;
  readonly events: readonly ReplicaEvent[];
  /** As the balancer counted them, by replica. */
  readonly sentTo: readonly number[];
  /** Requests that it sent to another server after the first could not be reached. */
  readonly redispatches: number;
  readonly cpu?: BalancedCpu;
}

/** One story on the replicas of one arm. */
export interface ReplicasPlayRecord extends Arm {
  readonly type: 'replicas-play';
  readonly story: ReplicasStory;
  readonly round: number;
  readonly outcome: PlayOutcome | { readonly state: 'failed'; readonly reason: string };
}

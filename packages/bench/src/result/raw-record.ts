// The lines of raw.ndjson: everything that was measured, the bad rounds included.
import type { EncodedTimes, VariantCounts, VariantOutcome } from '../load/variant-record.ts';
import type { MachineNoise } from '../sample/machine-noise.ts';
import type { TargetName } from '../target/target-name.ts';
import type { FootprintRecord } from './footprint-record.ts';
import type { BaselineRecord } from './baseline-record.ts';
import type { LoginRecord } from './login-record.ts';
import type { OutageTrialRecord } from './outage-record.ts';
import type { TheftTrialRecord } from './theft-record.ts';
import type { ReplicasPlayRecord } from './replicas-record.ts';
import type { BystanderRecord, TrialRecord } from './revocation-record.ts';

/** Beside the targets themselves, the first target of a duet runs twice more: as the A/A twin, and with a known effect. */
export type CostArm = 'target' | 'twin' | 'known-effect';

/** `me-with-effect`: `GET /me`, before which the process burns a stated amount of CPU. */
export type CostOperation = 'me' | 'public' | 'me-with-effect';

/** One process during one block. CPU in microseconds over the whole block. */
export interface CostVariantRecord {
  readonly target: TargetName;
  readonly arm: CostArm;
  /** Which of the two replicas of the target. */
  readonly replica: number;
  readonly operation: CostOperation;
  readonly appCpuUs: number;
  /** Of its own Redis, beyond what that used on the quiet machine before the load (`redisIdleUs`). */
  readonly redisCpuUs: number;
  readonly redisIdleUs: number;
  readonly redisCommands: Readonly<Record<string, number>>;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly outcome: VariantOutcome;
}

/** `noisy`: a rule about the surroundings was broken. `incomplete`: requests were lost or answered wrongly. */
export type BlockState = 'valid' | 'noisy' | 'incomplete';

/** One block of load on all variants at once. */
export interface CostBlockRecord {
  readonly type: 'cost-block';
  readonly phase: 'warm-up' | 'measurement';
  /** Which of the run's duets: targets that are under load at the same time. */
  readonly duet: number;
  readonly invocation: number;
  /** Position in the plan of the invocation; the same slot appears again when it was repeated. */
  readonly slot: number;
  readonly attempt: number;
  readonly ratePerSec: number;
  readonly seconds: number;
  /** 0: the first replica of each arm serves the dearer operation, the second the other; 1: the other way round. */
  readonly assignment: 0 | 1;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly variants: readonly CostVariantRecord[];
  readonly generator: { readonly utilization: number; readonly cpuUs: number };
  readonly noise: MachineNoise;
  readonly broken: readonly string[];
  readonly state: BlockState;
}

/** A block of the pitfalls experiment, of one of its parts. */
export type PitfallsBlockRecord = Omit<CostBlockRecord, 'type'> & {
  readonly type: 'pitfalls-block';
  readonly part: 'side-by-side' | 'by-age' | 'one-credential';
};

/** Requests per second at saturation. */
export interface Saturation {
  /** In the first moments of the process. */
  readonly coldPerSec: number;
  readonly warmPerSec: number;
  /** With the generator inside the server's own process. */
  readonly byItselfPerSec: number;
}

/** Two servers, one after the other in random order. */
export interface SaturationRound {
  readonly session: Saturation;
  readonly jwt: Saturation;
}

export interface PitfallsRoundRecord extends SaturationRound {
  readonly type: 'pitfalls-round';
  readonly round: number;
}

/** One block of the duet of two processes of each target: the twin is the one whose store is filled between the stages. */
export interface FlatBlockRecord {
  readonly type: 'footprint-block';
  readonly stage: 'warm-up' | 'small' | 'full';
  readonly block: CostBlockRecord;
}

/** A block of the knobs experiment is a block of the cost experiment. */
export type KnobsBlockRecord = Omit<CostBlockRecord, 'type'> & { readonly type: 'knobs-block' };

/** One step of the search for a target's capacity: open loop at one rate. */
export interface CapacityStepRecord {
  readonly ratePerSec: number;
  readonly counts: VariantCounts;
  /** From the intended start; absent when requests were lost or answered wrongly. */
  readonly p99Ms?: number;
  readonly latenessP99Ms: number;
}

/** One block of load at a fixed rate. */
export interface LatencyBlockRecord {
  /** Of the capacity of the slowest target. */
  readonly share: number;
  readonly ratePerSec: number;
  readonly seconds: number;
  readonly attempt: number;
  readonly counts: VariantCounts;
  /** HDR histograms in microseconds, compressed, in base64. */
  readonly times: EncodedTimes;
  readonly noise: MachineNoise;
  readonly broken: readonly string[];
  readonly state: BlockState;
}

/** Fresh processes of one target, and everything that was asked of them. */
export interface LatencyRoundRecord {
  readonly type: 'latency-round';
  readonly round: number;
  /** In the shuffled order of the round. */
  readonly position: number;
  readonly target: TargetName;
  readonly startedAt: string;
  /** The generator had a core of its own. */
  readonly pinned: boolean;
  /** Closed loop, slice by slice; `settled` when it had become flat. */
  readonly warmup: { readonly completedPerSec: readonly number[]; readonly settled: boolean };
  /** What the generator reaches on a server that only answers, with the same bytes. In the first round. */
  readonly nullCeilingPerSec?: number;
  readonly ceilingPerSec?: number;
  readonly steps: readonly CapacityStepRecord[];
  readonly blocks: readonly LatencyBlockRecord[];
}

export type RawRecord =
  | CostBlockRecord
  | KnobsBlockRecord
  | PitfallsBlockRecord
  | PitfallsRoundRecord
  | TrialRecord
  | BystanderRecord
  | LatencyRoundRecord
  | FlatBlockRecord
  | FootprintRecord
  | LoginRecord
  | TheftTrialRecord
  | BaselineRecord
  | OutageTrialRecord
  | ReplicasPlayRecord;

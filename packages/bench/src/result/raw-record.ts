// The lines of raw.ndjson: everything that was measured, the bad rounds included.
import type { Strategy } from '@authlab/contract';
import type { VariantOutcome } from '../load/variant-record.ts';
import type { MachineNoise } from '../sample/machine-noise.ts';

/** One process during one block. CPU in microseconds over the whole block. */
export interface CostVariantRecord {
  readonly target: Strategy;
  /** The second instance of the first target: the A/A twin. */
  readonly twin: boolean;
  /** Which of the two replicas of the target. */
  readonly replica: number;
  readonly operation: 'me' | 'public';
  readonly appCpuUs: number;
  /** Of its own Redis, without what that uses when idle. */
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
  readonly invocation: number;
  /** Position in the plan of the invocation; the same slot appears again when it was repeated. */
  readonly slot: number;
  readonly attempt: number;
  readonly ratePerSec: number;
  readonly seconds: number;
  /** 0: the first replica of each target serves `/me`, the second `/public`; 1: the other way round. */
  readonly assignment: 0 | 1;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly variants: readonly CostVariantRecord[];
  readonly generator: { readonly utilization: number; readonly cpuUs: number };
  readonly noise: MachineNoise;
  readonly broken: readonly string[];
  readonly state: BlockState;
}

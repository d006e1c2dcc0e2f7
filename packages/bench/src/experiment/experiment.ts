// What every experiment is given, and what it gives back: its part of the summary.
import type { Stack } from '@authlab/stack';
import type { Profile } from '../profile/profile.ts';
import type { RawRecord } from '../result/raw-record.ts';
import type { Summary } from '../result/summary.ts';
import type { ReportProgress } from './progress.ts';
import type { TargetName } from '../target/target-name.ts';

export interface ExperimentContext {
  readonly stack: Stack;
  readonly targets: readonly TargetName[];
  readonly profile: Profile;
  /** How much further away Redis stands than on loopback, in the experiments that measure CPU. */
  readonly redisDelayMs: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
}

/** Parts of different experiments fill different fields. */
export interface ExperimentPart {
  readonly summary: Partial<Pick<Summary, 'noiseFloor' | 'knownEffect' | 'cost' | 'comparisons' | 'revocation'>>;
  readonly description: Summary['experiments'];
  readonly records: readonly RawRecord[];
  /** Of the experiments that asked for it. */
  readonly redisVersion?: string;
}

/** @throws {TargetError} when a target cannot be measured; the signal's reason when aborted */
export type Experiment = (context: ExperimentContext) => Promise<ExperimentPart>;

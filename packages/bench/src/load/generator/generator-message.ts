// What the lab asks of its load generator, and what it is told.
import type { Scenario } from '../../scenario/scenario.ts';
import type { PreparedRequest } from '../send-request.ts';
import type { EncodedTimes, VariantCounts } from '../variant-record.ts';

/** Which server is loaded from now on, and as whom: one request for each user. */
export interface AimTask {
  readonly task: 'aim';
  readonly url: string;
  readonly connections: number;
  readonly requests: readonly PreparedRequest[];
}

export interface OpenLoopTask {
  readonly task: 'open-loop';
  readonly scenario: Scenario;
  readonly pacing: 'timers' | 'spin';
}

export interface ClosedLoopTask {
  readonly task: 'closed-loop';
  readonly connections: number;
  readonly seconds: number;
}

export type GeneratorTask = AimTask | OpenLoopTask | ClosedLoopTask;

/** What became of a load. */
export interface LoadReport {
  readonly counts: VariantCounts;
  readonly times: EncodedTimes;
  readonly durationMs: number;
  /** Of the generator; a spinning one uses its whole core. */
  readonly cpuUs: number;
}

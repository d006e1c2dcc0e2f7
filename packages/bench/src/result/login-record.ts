// The lines of raw.ndjson that the login experiment writes.
import type { VariantOutcome } from '../load/variant-record.ts';
import type { TargetName } from '../target/target-name.ts';
import type { FloodRow, OperationRow } from './login-result.ts';

/** One operation on one target in one invocation. CPU in microseconds over all of it. */
export interface LoginOperationRecord extends Pick<OperationRow, 'operation' | 'loginSessions' | 'hashing'> {
  readonly type: 'login-operation';
  readonly target: TargetName;
  readonly invocation: number;
  readonly ratePerSec: number;
  readonly appCpuUs: number;
  /** Of its own Redis, beyond that of the same target's other process, of which nothing was asked meanwhile. */
  readonly redisCpuUs: number;
  readonly redisCommands: Readonly<Record<string, number>>;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly outcome: VariantOutcome;
}

/** One phase of the flood on one target in one invocation. */
export interface LoginFloodRecord extends Pick<FloodRow, 'phase' | 'mePerSec' | 'loginsPerSec'> {
  readonly type: 'login-flood';
  readonly target: TargetName;
  readonly invocation: number;
  readonly durationMs: number;
  readonly appCpuUs: number;
  readonly me: VariantOutcome;
  readonly logins?: VariantOutcome;
}

export type LoginRecord = LoginOperationRecord | LoginFloodRecord;

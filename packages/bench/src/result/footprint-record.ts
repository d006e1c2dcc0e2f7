// The lines of raw.ndjson that the footprint experiment writes.
import type { TargetName } from '../target/target-name.ts';
import type { WireRow } from './footprint-result.ts';

/** One size of claims, as it was measured. */
export interface WireRecord extends WireRow {
  readonly type: 'footprint-wire';
  readonly requests: number;
}

/** Memory at so many login sessions or entries. */
export interface MemoryPoint {
  readonly count: number;
  readonly bytes: number;
}

/** One Redis while its login sessions became more; `members`: copies without the users' indexes. */
export interface MemoryRecord {
  readonly type: 'footprint-memory';
  readonly target: TargetName;
  readonly claimsBytes: number;
  readonly round: number;
  readonly source: 'logins' | 'copies' | 'members';
  readonly points: readonly MemoryPoint[];
}

/** The heap of one replica while its entries became more. */
export interface ReplicaMemoryRecord {
  readonly type: 'footprint-replica-memory';
  readonly target: TargetName;
  readonly kind: 'served' | 'revoked';
  readonly replica: number;
  readonly points: readonly MemoryPoint[];
  readonly rssBytes: number;
}

export type FootprintRecord = WireRecord | MemoryRecord | ReplicaMemoryRecord;

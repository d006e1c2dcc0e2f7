// What can be done to Redis.
import type { Fault } from '../../protocol/control-requests.ts';

export type FaultKind = Fault['kind'];

/** Each way: enough to see, and well below the deadline of the APIs. */
const SLOW_MS = 50;

export const FAULT_CHOICES = [
  { value: 'none', label: 'healthy' },
  { value: 'slow', label: 'slow' },
  { value: 'hang', label: 'hang' },
  { value: 'kill', label: 'killed' },
] as const satisfies readonly { readonly value: FaultKind; readonly label: string }[];

export const faultOf = (kind: FaultKind): Fault => (kind === 'slow' ? { kind, delayMs: SLOW_MS } : { kind });

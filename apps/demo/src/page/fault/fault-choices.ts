// What can be done to Redis, and what that is like.
import type { Fault } from '../../protocol/control-requests.ts';

export type FaultKind = Fault['kind'];

const SLOW_MS = 100;

export const FAULT_CHOICES = [
  { value: 'none', label: 'healthy', meaning: 'Redis works.' },
  { value: 'slow', label: 'slow', meaning: `Each command takes ${2 * SLOW_MS} ms longer: who asks Redis on each request pays on each request.` },
  { value: 'hang', label: 'hang', meaning: 'Redis is stopped: connections stay open and nothing answers. The API gives up after its own deadline.' },
  { value: 'kill', label: 'killed', meaning: 'Redis is gone, and everything in it: after healing it is empty.' },
] as const satisfies readonly { readonly value: FaultKind; readonly label: string; readonly meaning: string }[];

export const faultOf = (kind: FaultKind): Fault => (kind === 'slow' ? { kind, delayMs: SLOW_MS } : { kind });

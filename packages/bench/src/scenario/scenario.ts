// A load as pure data: what arrives when, from how many users, doing what. No functions, so that any engine can play it.
import type { Operation } from '@authlab/contract';

/** When requests arrive, whether or not earlier ones were answered (open loop). */
export interface Arrivals {
  readonly process: 'poisson';
  readonly ratePerSec: number;
  readonly seconds: number;
}

/** One kind of request, how often it comes relative to the others, and the only status that counts as right. */
export interface MixEntry {
  readonly operation: Operation;
  readonly weight: number;
  readonly expect: number;
}

/** Something that happens once, at a stated moment. */
export interface TimelineEvent {
  readonly atMs: number;
  readonly action: Operation;
  readonly on: 'victim';
}

/** Equal scenarios give equal schedules. */
export interface Scenario {
  readonly id: string;
  readonly seed: number;
  readonly arrivals: Arrivals;
  readonly population: { readonly users: number };
  readonly mix: readonly MixEntry[];
  readonly timeline: readonly TimelineEvent[];
}

// The victim's own device: asks now and then with the credential that was stolen from it, and refreshes when it must.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuthClient } from '@authlab/client';
import type { TheftAct } from '../../result/theft-record.ts';
import type { Probe } from '../revocation/check-history.ts';

export interface VictimOptions {
  readonly client: AuthClient;
  readonly ratePerSec: number;
  /** Written down by the story. */
  readonly refresh: () => Promise<TheftAct>;
}

export class VictimDevice {
  readonly probes: Probe[] = [];
  readonly client: AuthClient;
  readonly #options: VictimOptions;
  readonly #left = new AbortController();
  #outMs: number | undefined;

  constructor(options: VictimOptions) {
    this.client = options.client;
    this.#options = options;
  }

  /** When it was signed out against the victim's will; absent as long as it was not. */
  get outMs(): number | undefined {
    return this.#outMs;
  }

  /** The victim has nothing more to ask. */
  leave(): void {
    this.#left.abort();
  }

  /** Until the signal aborts, the victim leaves, or only a new login would help. */
  async run(signal: AbortSignal): Promise<void> {
    const scope = AbortSignal.any([signal, this.#left.signal]);
    while (!scope.aborted && this.#outMs === undefined) {
      await this.#ask();
      await sleep(1000 / this.#options.ratePerSec, undefined, { signal: scope }).catch(() => undefined);
    }
  }

  /** As any client does: a refused access token is a reason to refresh, a refused refresh to log in again. */
  async refresh(): Promise<TheftAct> {
    const act = await this.#options.refresh();
    if (act.status !== 200) this.#signedOut();
    return act;
  }

  async #ask(): Promise<void> {
    const startMs = performance.now();
    const { status } = await this.client.send('me');
    this.probes.push({ startMs, endMs: performance.now(), status });
    if (status !== 401 || this.#left.signal.aborted) return;
    if (this.client.scheme === 'jwt') await this.refresh();
    else this.#signedOut();
  }

  #signedOut(): void {
    this.#outMs ??= performance.now();
  }
}

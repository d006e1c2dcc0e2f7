// One who logs out, and whose credential somebody goes on presenting to every replica.
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadPool } from '../../load/load-pool.ts';
import type { OutageVictim } from '../../result/outage-record.ts';
import { clientAt, type Login, meRequest } from '../../target/log-in.ts';
import { SteadyProber } from '../theft/steady-prober.ts';
import { askInTime, type Asked } from './ask-in-time.ts';
import { probesOf } from './outage-clock.ts';

export interface VictimOptions {
  readonly when: OutageVictim['when'];
  readonly login: Login;
  /** Where the credential is known; the logout goes to the first. */
  readonly pools: readonly LoadPool[];
  readonly ratePerSec: number;
  /** Of the first probe, as a share of the time between two. */
  readonly phase: number;
}

const RETRY_MS = 500;
const DONE: ReadonlySet<number> = new Set([204, 401]);

export class Victim {
  readonly when: OutageVictim['when'];
  readonly #options: VictimOptions;
  readonly #logouts: Asked[] = [];
  readonly #probers: readonly SteadyProber[];

  constructor(options: VictimOptions) {
    const { login, pools, ratePerSec, phase, when } = options;
    this.when = when;
    this.#options = options;
    const thief = clientAt({ ...login, client: login.client.copy() }, pools[0] as LoadPool);
    this.#probers = pools.map((pool) => {
      const request = meRequest({ ...login, client: thief });
      return new SteadyProber({ pool, ratePerSec, phaseMs: (phase * 1000) / ratePerSec, request: () => request });
    });
  }

  /** The copies of the credential are used until the signal aborts. */
  async watch(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#probers.map((prober) => prober.run(signal)));
  }

  /** As a stubborn person: again and again until it is done or the signal aborts. */
  async logOut(signal: AbortSignal): Promise<void> {
    const { login } = this.#options;
    while (!signal.aborted) {
      const asked = await askInTime(() => login.client.copy().send('logout'));
      this.#logouts.push(asked);
      if (DONE.has(asked.status)) return;
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @param beganMs when the fault began */
  record(beganMs: number): OutageVictim {
    return {
      when: this.when,
      logouts: probesOf(this.#logouts, beganMs),
      replicas: this.#probers.map(({ probes }) => probesOf(probes, beganMs)),
    };
  }
}

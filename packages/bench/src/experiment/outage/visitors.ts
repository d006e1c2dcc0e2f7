// People who come and go while Redis fails: they log in, refresh where they can, and log out.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, AuthClient } from '@authlab/client';
import { ROUTES } from '@authlab/contract';
import { schemeOf } from '@authlab/stack';
import type { OutageErrand } from '../../result/outage-record.ts';
import type { Account } from '../../target/log-in.ts';
import { askInTime, type Asked } from './ask-in-time.ts';
import { sinceMs } from './outage-clock.ts';
import type { OutageStage } from './outage-stage.ts';

interface Errand extends Asked {
  readonly what: OutageErrand['what'];
  /** Holds the credential that a logout has ended. */
  readonly ended?: AuthClient;
}

/** Between the steps of one visitor. */
const STAY_MS = 500;

export class Visitors {
  readonly #stage: OutageStage;
  readonly #errands: Errand[] = [];

  constructor(stage: OutageStage) {
    this.#stage = stage;
  }

  /** One after the other begins, until the signal aborts; resolves when the last has left. */
  async run(ratePerSec: number, signal: AbortSignal): Promise<void> {
    const visits: Promise<void>[] = [];
    while (!signal.aborted) {
      visits.push(this.#visit(visits.length, signal));
      await rest(1000 / ratePerSec, signal);
    }
    await Promise.all(visits);
  }

  /**
   * Asks once more with every credential whose logout was acknowledged long enough ago.
   *
   * @param beganMs when the fault began
   * @param settledMs after which every logout has taken effect, by any strategy's promise
   */
  async record(beganMs: number, settledMs: number): Promise<OutageErrand[]> {
    const untilMs = performance.now() - settledMs;
    return await Promise.all(
      this.#errands.map(async ({ what, startMs, endMs, status, ended }) => {
        const done = { what, startMs: sinceMs(startMs, beganMs), endMs: sinceMs(endMs, beganMs), status };
        if (ended === undefined || status !== ROUTES.logout.success || endMs > untilMs) return done;
        return { ...done, laterStatus: (await askInTime(() => ended.send('me'))).status };
      }),
    );
  }

  async #visit(index: number, signal: AbortSignal): Promise<void> {
    const { target, pools, visitors } = this.#stage;
    const { origin, pool } = pools[index % pools.length] as OutageStage['pools'][number];
    const { email, password } = visitors[index % visitors.length] as Account;
    const scheme = schemeOf(target);
    const client = new AuthClient({ scheme, baseUrl: origin, dispatcher: pool });
    const login = await this.#ask('login', () => client.send('login', { body: { email, password } }));
    if (login.status !== ROUTES.login.success) return;
    await rest(STAY_MS, signal);
    if (scheme === 'jwt') await this.#ask('refresh', () => client.send('refresh'));
    await rest(STAY_MS, signal);
    if (signal.aborted) return;
    await this.#ask('logout', () => client.send('logout'), client.copy());
  }

  async #ask(what: Errand['what'], send: () => Promise<Answer>, ended?: AuthClient): Promise<Asked> {
    const asked = await askInTime(send);
    this.#errands.push({ what, ...asked, ...(ended === undefined ? {} : { ended }) });
    return asked;
  }
}

/** Sleeps, or wakes early when everything ends. */
const rest = async (durationMs: number, signal: AbortSignal): Promise<void> => {
  await sleep(durationMs, undefined, { signal }).catch(() => undefined);
};

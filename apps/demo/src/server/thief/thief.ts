// A second holder of a credential, who asks every replica again and again whether it still works.
import type { Scheme } from '@authlab/contract';
import { THIEF_INTERVAL_MS, THIEF_MAX_MS, type ThiefProbe } from '../../protocol/thief-probe.ts';
import type { ThiefState } from '../../protocol/demo-state.ts';
import type { Tell } from '../event-hub.ts';
import type { LiveReplica } from '../replica/replica-set.ts';
import type { RequestLedger } from '../request/request-ledger.ts';
import { askReplica, type ReplicaAnswer } from './ask-replica.ts';
import { CredentialRecorder } from './credential-recorder.ts';
import type { StolenCredential } from './stolen-credential.ts';

export interface ThiefOptions {
  readonly scheme: Scheme;
  /** Dead ones are asked too: that nobody answers is an answer. */
  readonly urls: () => readonly LiveReplica[];
  readonly ledger: RequestLedger;
  readonly tell: Tell;
  /** He has begun, or ended. */
  readonly onChange: () => void;
}

interface Loot {
  credential: StolenCredential;
  readonly stolenAtMs: number;
  readonly withRefreshToken: boolean;
  /** His refresh token was refused, or he has none. */
  isRefreshOver: boolean;
}

export class Thief implements Disposable {
  readonly #options: ThiefOptions;
  #loot: Loot | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Replicas that have not answered yet are not asked again. */
  readonly #asking = new Set<number>();
  #lastId = 0;

  constructor(options: ThiefOptions) {
    this.#options = options;
  }

  get state(): ThiefState | undefined {
    if (this.#loot === undefined) return undefined;
    const { stolenAtMs, withRefreshToken, credential } = this.#loot;
    const { userId } = credential;
    return { stolenAtMs, withRefreshToken, ...(userId === undefined ? {} : { userId }) };
  }

  /** Begins, with this instead of what he had before. */
  begin(credential: StolenCredential, withRefreshToken: boolean): void {
    this.stop();
    const isRefreshOver = !withRefreshToken || credential.refreshCookie === undefined;
    this.#loot = { credential, stolenAtMs: Date.now(), withRefreshToken, isRefreshOver };
    this.#timer = setInterval(() => void this.#round(), THIEF_INTERVAL_MS);
    void this.#round();
    this.#options.onChange();
  }

  stop(): void {
    clearInterval(this.#timer);
    if (this.#loot === undefined) return;
    this.#loot = undefined;
    this.#options.onChange();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#loot = undefined;
  }

  async #round(): Promise<void> {
    const loot = this.#loot;
    if (loot === undefined) return;
    if (Date.now() - loot.stolenAtMs > THIEF_MAX_MS) return this.stop();
    const replicas = this.#options.urls().filter(({ index }) => !this.#asking.has(index));
    const outcomes = await Promise.all(replicas.map(async (replica) => await this.#probe(loot, replica)));
    const [first] = replicas;
    const isRefused = outcomes.includes('refused');
    if (isRefused && !loot.isRefreshOver && first !== undefined) await this.#refresh(loot, first);
  }

  async #probe(loot: Loot, replica: LiveReplica): Promise<ThiefProbe['outcome']> {
    const { scheme, tell } = this.#options;
    const atMs = Date.now();
    const startMs = performance.now();
    this.#asking.add(replica.index);
    const { status, error } = await this.#ask(replica, 'GET', '/me', loot.credential.headers);
    this.#asking.delete(replica.index);
    const durationMs = performance.now() - startMs;
    const outcome = outcomeOf(status);
    const known = { ...(status === undefined ? {} : { status }), ...(error === undefined ? {} : { error }) };
    if (this.#loot === loot) {
      tell({ type: 'thief-probe', probe: { scheme, replica: replica.index, atMs, durationMs, outcome, ...known } });
    }
    return outcome;
  }

  async #refresh(loot: Loot, replica: LiveReplica): Promise<void> {
    const { scheme, tell } = this.#options;
    const atMs = Date.now();
    // Nobody forces a thief to say what a browser says.
    const headers = { cookie: loot.credential.refreshCookie ?? '', 'sec-fetch-site': 'same-origin' };
    const { status, setCookies, body } = await this.#ask(replica, 'POST', '/auth/refresh', headers);
    const outcome = outcomeOf(status);
    const known = status === undefined ? {} : { status };
    tell({ type: 'thief-refresh', refresh: { scheme, replica: replica.index, atMs, outcome, ...known } });
    if (outcome === 'refused') loot.isRefreshOver = true;
    if (outcome !== 'accepted') return;
    const recorder = new CredentialRecorder(scheme, []);
    recorder.learn({ setCookies, body });
    loot.credential = recorder.last() ?? loot.credential;
  }

  async #ask(
    { index, url }: LiveReplica,
    method: 'GET' | 'POST',
    path: string,
    headers: StolenCredential['headers'],
  ): Promise<ReplicaAnswer> {
    const { ledger } = this.#options;
    const id = `thief-${(this.#lastId += 1)}`;
    const entry = ledger.begin({ cause: 'thief', id, replica: index }, Date.now());
    try {
      return await askReplica(`${url}${path}`, method, headers);
    } finally {
      ledger.end(entry, Date.now());
    }
  }
}

const outcomeOf = (status = 0): ThiefProbe['outcome'] => {
  if (status >= 200 && status < 300) return 'accepted';
  return status === 401 || status === 403 ? 'refused' : 'failed';
};

// Many users who ask through the balancer at a steady rate, open loop, and everything that they were answered.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { SERVED_BY_HEADER } from '@authlab/stack';
import type { LoadPool } from '../../load/load-pool.ts';
import { sendRequest } from '../../load/send-request.ts';
import type { BalancedRequest } from '../../result/replicas-record.ts';
import { seededRandom, type SeededRandom } from '../../stats/seeded-random.ts';
import { type Login, meRequest } from '../../target/log-in.ts';

export interface UserLoadOptions {
  readonly pool: LoadPool;
  readonly logins: readonly Login[];
  /** Of all users together; each of them asks equally often. */
  readonly ratePerSec: number;
  readonly seed: number;
}

/** Longer than the balancer needs to try all its servers. */
const TIMEOUT_MS = 8000;
const STEP_MS = 2;

export class UserLoad {
  readonly requests: BalancedRequest[] = [];
  readonly failures: Record<string, number> = {};
  readonly #options: UserLoadOptions;
  readonly #random: SeededRandom;
  readonly #startMs = performance.now();
  #turn: number[] = [];

  /** The load begins now. */
  constructor(options: UserLoadOptions) {
    this.#options = options;
    this.#random = seededRandom(options.seed);
  }

  /** Since the load began. */
  get elapsedMs(): number {
    return performance.now() - this.#startMs;
  }

  /** Until the signal aborts; resolves when the last answer has come. */
  async run(signal: AbortSignal): Promise<void> {
    const gapMs = 1000 / this.#options.ratePerSec;
    const open: Promise<void>[] = [];
    let nextMs = 0;
    while (!signal.aborted) {
      for (; nextMs <= this.elapsedMs; nextMs += this.#random.fraction() * 2 * gapMs) open.push(this.#ask());
      await sleep(STEP_MS);
    }
    await Promise.all(open);
  }

  #ask(): Promise<void> {
    const user = this.#nextUser();
    const login = this.#options.logins[user] as Login;
    const startMs = this.elapsedMs;
    let replica: number | undefined;
    return new Promise((resolve) => {
      const end = (status: number): void => {
        const sent = [round(startMs), round(this.elapsedMs), status, user] as const;
        this.requests.push(replica === undefined ? sent : [...sent, replica]);
        resolve();
      };
      sendRequest(this.#options.pool, {
        request: meRequest(login),
        timeoutMs: TIMEOUT_MS,
        onHead: (headers) => {
          replica = replicaOf(headers);
          learn(login, headers);
        },
        onEnd: end,
        onFailure: (code) => {
          this.failures[code] = (this.failures[code] ?? 0) + 1;
          replica = undefined;
          end(0);
        },
      });
    });
  }

  /** A random order of all users, and then another. */
  #nextUser(): number {
    if (this.#turn.length === 0) this.#turn = this.#random.shuffled(this.#options.logins.map((_, user) => user));
    return this.#turn.pop() ?? 0;
  }
}

const replicaOf = (headers: IncomingHttpHeaders): number | undefined => {
  const name = /-(?<number>\d+)$/u.exec(String(headers[SERVED_BY_HEADER]))?.groups?.['number'];
  return name === undefined ? undefined : Number(name) - 1;
};

/** As a browser: the balancer may send a user to another replica and ask to stay there. */
const learn = ({ client }: Login, headers: IncomingHttpHeaders): void => {
  if (headers['set-cookie'] !== undefined)
    client.credential.learn(client.baseUrl, { status: 200, headers, body: undefined });
};

const MS_DIGITS = 1;

const round = (valueMs: number): number => Number(valueMs.toFixed(MS_DIGITS));

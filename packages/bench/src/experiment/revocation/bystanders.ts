// Users whom nobody revokes: they ask every replica all the time and must never be refused.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '@authlab/client';
import type { LoadPool } from '../../load/load-pool.ts';
import type { BystanderCounts } from '../../result/revocation-record.ts';
import { type Account, clientAt, type Login, logIn } from '../../target/log-in.ts';
import type { RevocationStage } from './revocation-stage.ts';

const INTERVAL_MS = 250;

/**
 * Asks until the signal aborts.
 *
 * @param renewMs how old a credential may get before its user logs in again
 * @throws {TargetError} when a login is refused
 */
export const runBystanders = async (
  { target, pools, bystanders }: RevocationStage,
  renewMs: number,
  signal: AbortSignal,
): Promise<BystanderCounts> => {
  const counts = await Promise.all(
    bystanders.map((account, index) => {
      const pool = pools[index % pools.length] as LoadPool;
      return runBystander(pools, { account, renewMs, signal, logIn: () => logIn(target, pool, account) });
    }),
  );
  return counts.reduce((sum, { requests, refused }) => ({
    requests: sum.requests + requests,
    refused: sum.refused + refused,
  }));
};

interface Bystander {
  readonly account: Account;
  readonly renewMs: number;
  readonly signal: AbortSignal;
  readonly logIn: () => Promise<Login>;
}

const runBystander = async (pools: readonly LoadPool[], bystander: Bystander): Promise<BystanderCounts> => {
  const counts = { requests: 0, refused: 0 };
  let login: Login | undefined;
  let loggedInMs = 0;
  while (!bystander.signal.aborted) {
    if (login === undefined || performance.now() - loggedInMs > bystander.renewMs) {
      loggedInMs = performance.now();
      login = await bystander.logIn();
    }
    const answers = await askEverywhere(login, pools);
    counts.requests += answers.length;
    counts.refused += answers.filter((answer) => answer.status !== 200).length;
    await sleep(INTERVAL_MS, undefined, { signal: bystander.signal }).catch(() => undefined);
  }
  return counts;
};

const askEverywhere = (login: Login, pools: readonly LoadPool[]): Promise<Answer[]> =>
  Promise.all(pools.map((pool) => clientAt(login, pool).send('me')));

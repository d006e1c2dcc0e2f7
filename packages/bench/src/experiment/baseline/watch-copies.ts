// Copies of credentials, used at a steady rate while their owners log out, or the server's store forgets everything.
import { setTimeout as sleep } from 'node:timers/promises';
import { ROUTES } from '@authlab/contract';
import type { Stack } from '@authlab/stack';
import type { BaselineProfile } from '../../profile/baseline-profile.ts';
import type { CopyEvent, CopyRecord } from '../../result/baseline-record.ts';
import { openRedisStore } from '../../sample/redis-store.ts';
import { type Login, logIn, meRequest } from '../../target/log-in.ts';
import type { Probe } from '../revocation/check-history.ts';
import { SteadyProber } from '../theft/steady-prober.ts';
import type { AttackedSide } from './attacked-side.ts';

export interface CopyOptions {
  readonly stack: Stack;
  readonly event: CopyEvent;
  readonly profile: BaselineProfile;
  readonly signal: AbortSignal;
}

/** Each copy is used for so long after its first refusal. */
const REFUSED_MS = 400;
const POLL_MS = 20;
const GIVE_UP_MS = 2000;

/** How long a copy is watched after the event: past its end, where that is near. */
export const watchMs = ({ isBounded }: { readonly isBounded: boolean }, { lifetimeSeconds }: BaselineProfile): number =>
  isBounded ? lifetimeSeconds * 1000 + 1500 : 1500;

/** @throws {Error} when a copy is never accepted, or a logout refused */
export const watchCopies = async (side: AttackedSide, options: CopyOptions): Promise<CopyRecord[]> => {
  const { event, profile } = options;
  const { trials, ratePerSec } = profile.copies;
  const done = new AbortController();
  const signal = AbortSignal.any([options.signal, done.signal]);
  const logins = await logInSpread(side, trials, signal);
  const probers = logins.map((login, trial) => {
    // As it is now: a logout takes the credential away from its owner, not from the copy.
    const request = meRequest(login);
    const phaseMs = (trial * 1000) / ratePerSec / trials;
    return new SteadyProber({ pool: side.pool, ratePerSec, phaseMs, request: () => request });
  });
  const probing = Promise.all(probers.map((prober) => prober.run(signal)));
  try {
    await until(() => probers.every(({ accepted }) => accepted), GIVE_UP_MS, signal);
    const ackedMs = await endAll(side, logins, options);
    await until(() => probers.every((prober) => prober.refusedFor(REFUSED_MS)), watchMs(side, profile), signal);
    done.abort();
    await probing;
    return probers.map(({ probes }, trial) => {
      const since = probes.map((probe) => tupleOf(probe, ackedMs[trial] ?? 0));
      return { type: 'baseline-copy', target: side.target, event, trial, probes: since };
    });
  } finally {
    done.abort();
    await probing;
  }
};

/** Over a second: tokens end at full ones. */
const logInSpread = (side: AttackedSide, trials: number, signal: AbortSignal): Promise<Login[]> =>
  Promise.all(
    Array.from({ length: trials }, async (_, trial) => {
      await sleep((trial * 1000) / trials, undefined, { signal });
      return await logIn(side.target, side.pool, side.victim);
    }),
  );

const until = async (isOver: () => boolean, timeoutMs: number, signal: AbortSignal): Promise<void> => {
  const startMs = performance.now();
  while (!isOver() && performance.now() - startMs < timeoutMs) await sleep(POLL_MS, undefined, { signal });
};

/** When the event was answered, for each login. */
const endAll = async (
  side: AttackedSide,
  logins: readonly Login[],
  { stack, event }: CopyOptions,
): Promise<readonly number[]> => {
  if (event === 'logout') return await Promise.all(logins.map((login) => logOut(side, login)));
  const store = await stack.own(() => openRedisStore(side.server.url));
  await store.clear();
  const nowMs = performance.now();
  return logins.map(() => nowMs);
};

const logOut = async ({ target, hasLogout }: AttackedSide, { client }: Login): Promise<number> => {
  const status = hasLogout ? (await client.send('logout')).status : ROUTES.logout.success;
  if (status !== ROUTES.logout.success) throw new Error(`${target}: the logout answers ${status}`);
  return performance.now();
};

const tupleOf = ({ startMs, endMs, status = 0 }: Probe, ackedMs: number): CopyRecord['probes'][number] => [
  round(startMs - ackedMs),
  round(endMs - ackedMs),
  status,
];

const round = (valueMs: number): number => Number(valueMs.toFixed(1));

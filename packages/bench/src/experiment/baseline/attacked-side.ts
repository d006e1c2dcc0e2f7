// One subject, started and verified, with the two people of the attacks.
import { join } from 'node:path';
import type { Stack } from '@authlab/stack';
import { type PreparedRequest, sendRequest } from '../../load/send-request.ts';
import type { BaselineProfile } from '../../profile/baseline-profile.ts';
import type { HungAnswer } from '../../result/baseline-record.ts';
import { type Account, logIn, registerAccounts } from '../../target/log-in.ts';
import { openSolo, type Solo } from '../../target/open-solo.ts';
import { verifyTarget } from '../../target/verify-target.ts';
import type { Subject } from './subjects.ts';

export interface AttackedSide extends Subject, Solo {
  readonly victim: Account;
  readonly attacker: Account;
}

export interface SideOptions {
  readonly subject: Subject;
  readonly profile: BaselineProfile;
  readonly signal: AbortSignal;
}

/** @throws {TargetError} when it does not start, or does not do what it should */
export const openSide = async (stack: Stack, { subject, profile, signal }: SideOptions): Promise<AttackedSide> => {
  const { target } = subject;
  const folder = await stack.folder('users');
  const lifetime = String(profile.lifetimeSeconds);
  const solo = await openSolo(stack, {
    target,
    databaseFile: join(folder, 'users.db'),
    env: { ACCESS_TTL_SECONDS: lifetime, LIFETIME_SECONDS: lifetime, COOKIE_CACHE_SECONDS: lifetime },
    // How long it waits for Redis is what a hang shows.
    defaults: ['REDIS_DEADLINE_MS'],
    signal,
  });
  const [victim, attacker] = (await registerAccounts(target, solo.pool, 2)) as [Account, Account];
  await verifyTarget({ target, login: await logIn(target, solo.pool, victim) });
  return { ...subject, ...solo, victim, attacker };
};

/** One request with its answer, or without one when none came in time; never rejects. */
export const ask = ({ pool }: Solo, request: PreparedRequest, timeoutMs: number): Promise<HungAnswer> => {
  const startMs = performance.now();
  const waited = (): number => Math.round(performance.now() - startMs);
  return new Promise((resolve) => {
    const onEnd = (status: number): void => resolve({ ms: waited(), status });
    sendRequest(pool, { request, timeoutMs, onEnd, onFailure: () => resolve({ ms: waited() }) });
  });
};

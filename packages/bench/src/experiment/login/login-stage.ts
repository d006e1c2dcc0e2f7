// Fresh processes for one invocation: of each target one with cheap password hashing and one with the production hash.
import { join } from 'node:path';
import type { Strategy } from '@authlab/contract';
import type { Stack } from '@authlab/stack';
import type { LoginProfile } from '../../profile/login-profile.ts';
import { openRedisSampler, type RedisSampler } from '../../sample/redis-sampler.ts';
import { type Account, registerAccounts } from '../../target/log-in.ts';
import { openSolo, type Solo } from '../../target/open-solo.ts';
import { accountsNeeded } from './login-plan.ts';

/** A process whose work is measured. While one of a target works the other is idle, and says what idling costs Redis. */
export interface LoginProcess extends Solo {
  readonly redis: RedisSampler;
}

/** The two processes of one target. */
export interface LoginTarget {
  readonly target: Strategy;
  readonly cheap: LoginProcess;
  readonly hashed: LoginProcess;
}

export interface LoginStage {
  readonly targets: readonly LoginTarget[];
  /** Users whose passwords cost next to nothing to check. */
  readonly cheapAccounts: readonly Account[];
  /** Users whose passwords were hashed as in production. */
  readonly hashedAccounts: readonly Account[];
}

export interface LoginStageOptions {
  readonly targets: readonly Strategy[];
  readonly profile: LoginProfile;
  readonly signal: AbortSignal;
}

/** Everything about hashing that the lab makes cheap. */
const HASHING_KEYS = ['ARGON2_MEMORY_KIB', 'HASH_QUEUE'] as const;

/** @throws {TargetError} when a process does not start, or refuses a user */
export const openLoginStage = async (stack: Stack, options: LoginStageOptions): Promise<LoginStage> => {
  const folder = await stack.folder('users');
  const targets = await Promise.all(options.targets.map((target) => openTarget(stack, { target, folder }, options)));
  const [first] = targets;
  if (first === undefined) return { targets, cheapAccounts: [], hashedAccounts: [] };
  const needed = accountsNeeded(options.profile);
  const [cheapAccounts, hashedAccounts] = await Promise.all([
    registerAccounts(first.target, first.cheap.pool, needed.cheap),
    registerAccounts(first.target, first.hashed.pool, needed.hashed),
  ]);
  return { targets, cheapAccounts, hashedAccounts };
};

const openTarget = async (
  stack: Stack,
  { target, folder }: { readonly target: Strategy; readonly folder: string },
  { signal }: LoginStageOptions,
): Promise<LoginTarget> => {
  const [cheap, hashed] = await Promise.all([
    openSolo(stack, { target, databaseFile: join(folder, 'cheap.db'), signal }),
    openSolo(stack, { target, databaseFile: join(folder, 'hashed.db'), defaults: HASHING_KEYS, signal }),
  ]);
  const withSampler = async (solo: Solo): Promise<LoginProcess> => ({
    ...solo,
    redis: await stack.own(() => openRedisSampler(solo.server.url)),
  });
  return { target, cheap: await withSampler(cheap), hashed: await withSampler(hashed) };
};

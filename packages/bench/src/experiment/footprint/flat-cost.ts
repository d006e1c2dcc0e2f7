// Whether a request costs more once the store is full: two processes side by side, and the store of one is filled meanwhile.
import { setTimeout as sleep } from 'node:timers/promises';
import { openStack, type Stack } from '@authlab/stack';
import type { FootprintProfile } from '../../profile/footprint-profile.ts';
import type { FlatBlockRecord } from '../../result/raw-record.ts';
import { openRedisSampler } from '../../sample/redis-sampler.ts';
import { openRedisStore } from '../../sample/redis-store.ts';
import { derivedSeed } from '../../stats/seeded-random.ts';
import { type Account, logInAll, meRequest } from '../../target/log-in.ts';
import { openSolo, type Solo } from '../../target/open-solo.ts';
import type { TargetName } from '../../target/target-name.ts';
import { burst } from '../cost/burst.ts';
import { measureBlock } from '../cost/measure-block.ts';
import type { CostProcess } from '../cost/stage.ts';
import { copyLogins } from './copy-logins.ts';
import { loginTemplates } from './login-template.ts';

export interface FlatOptions {
  readonly stack: Stack;
  readonly targets: readonly TargetName[];
  readonly profile: FootprintProfile['flat'];
  readonly invocation: number;
  readonly seed: number;
  readonly databaseFile: string;
  readonly accounts: readonly Account[];
  readonly signal: AbortSignal;
}

const IDLE_MS = 300;
/** The twin's store is filled. */
const ARMS = ['target', 'twin'] as const;

/** @throws {TargetError} when a target does not start or refuses a login */
export const measureFlat = async (options: FlatOptions): Promise<FlatBlockRecord[]> => {
  const { profile } = options;
  await using stack = await options.stack.own(() => openStack());
  const starts = options.targets.flatMap((target) => ARMS.map((arm) => ({ target, arm })));
  const all = await Promise.all(starts.map((start) => openFillable(stack, { ...start, options })));
  // The last of each store are those who log in before its blocks.
  const yetToCome = 2 * profile.users;
  await Promise.all(all.map((one) => one.fillTo(profile.smallLoginSessions - yetToCome)));
  const blocks = new BlockRow(options);
  await blocks.measure('small', profile.blocks, await warmedUp(blocks, all, options));
  const twins = all.filter(({ arm }) => arm === 'twin');
  await Promise.all(twins.map((one) => one.fillTo(profile.loginSessions - yetToCome)));
  await blocks.measure('full', profile.blocks, await warmedUp(blocks, all, options));
  return blocks.records;
};

type Fillable = Omit<CostProcess, 'redisIdleUsPerMs'> & {
  readonly logIn: () => Promise<CostProcess['me']>;
  readonly fillTo: (count: number) => Promise<void>;
};

interface Start {
  readonly target: TargetName;
  readonly arm: (typeof ARMS)[number];
  readonly options: FlatOptions;
}

const openFillable = async (stack: Stack, { target, arm, options }: Start): Promise<Fillable> => {
  const { databaseFile, accounts, profile, seed, signal } = options;
  const solo: Solo = await openSolo(stack, { target, databaseFile, signal });
  const users = accounts.slice(0, profile.users);
  const logIn = async (): Promise<CostProcess['me']> => (await logInAll(target, solo.pool, users)).map(meRequest);
  const me = await logIn();
  const store = await stack.own(() => openRedisStore(solo.server.url));
  const templates = loginTemplates(await store.keys());
  let filled = users.length;
  return {
    target,
    arm,
    // Both serve `GET /me` all the time: what is peculiar to a process is the same before and after.
    replica: 0,
    usage: () => solo.replica.usage(),
    pool: solo.pool,
    redis: await stack.own(() => openRedisSampler(solo.server.url)),
    me,
    meWithEffect: [],
    open: { method: 'GET', path: '/public', headers: {}, expect: 200 },
    logIn,
    fillTo: async (count) => {
      // A strategy that keeps nothing in Redis has nothing to fill it with.
      if (templates.length > 0) await copyLogins(store, { templates, from: filled, to: count, seed });
      filled = count;
      await store.settledBytes();
    },
  };
};

/**
 * The same before either store is measured: filling one takes longer than the interval after which a session that is used
 * is written again, and a process that nobody has asked for that long answers the next thousand requests at a higher price.
 */
const warmedUp = async (
  blocks: BlockRow,
  all: readonly Fillable[],
  { profile, signal }: FlatOptions,
): Promise<readonly CostProcess[]> => {
  const fresh = await Promise.all(all.map(async (one) => ({ ...one, me: await one.logIn() })));
  const processes = await withIdleRates(fresh, signal);
  await burst(processes, { requests: profile.warmUpRequests, signal });
  await blocks.measure('warm-up', profile.warmUpBlocks, processes);
  return processes;
};

/** Of the store as it is now: a full one has more to look after. */
const withIdleRates = async (processes: readonly Fillable[], signal: AbortSignal): Promise<CostProcess[]> => {
  await Promise.all(processes.map(({ redis }) => redis.reset()));
  const startMs = performance.now();
  await sleep(IDLE_MS, undefined, { signal });
  return await Promise.all(
    processes.map(async (process) => {
      const { cpuUs } = await process.redis.read();
      return { ...process, redisIdleUsPerMs: cpuUs / (performance.now() - startMs) };
    }),
  );
};

class BlockRow {
  readonly records: FlatBlockRecord[] = [];
  readonly #options: FlatOptions;

  constructor(options: FlatOptions) {
    this.#options = options;
  }

  async measure(stage: FlatBlockRecord['stage'], count: number, processes: readonly CostProcess[]): Promise<void> {
    const { profile, invocation, signal } = this.#options;
    const { ratePerSec, blockSeconds: seconds } = profile;
    const phase = stage === 'warm-up' ? 'warm-up' : 'measurement';
    for (let done = 0; done < count; done += 1) {
      const slot = this.records.length;
      const place = { phase, duet: 0, invocation, slot, attempt: 0, ratePerSec, seconds, assignment: 0 } as const;
      const seed = derivedSeed(this.#options.seed, invocation, slot);
      const block = await measureBlock(processes, { place, seed, signal });
      this.records.push({ type: 'footprint-block', stage, block });
    }
  }
}

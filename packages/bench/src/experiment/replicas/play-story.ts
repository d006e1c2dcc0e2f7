// One story: every user logs in once through the balancer and then goes on asking, whatever happens to the replicas.
import type { ServerStats } from '@authlab/stack';
import type { ReplicasProfile } from '../../profile/replicas-profile.ts';
import type {
  BalancedCpu,
  PlayOutcome,
  ReplicaEvent,
  ReplicasPlayRecord,
  ReplicasStory,
} from '../../result/replicas-record.ts';
import { logInAll } from '../../target/log-in.ts';
import type { ReplicasStage } from './replicas-stage.ts';
import { STORIES } from './stories.ts';
import { UserLoad } from './user-load.ts';

export interface PlayOptions {
  readonly stage: ReplicasStage;
  readonly profile: ReplicasProfile;
  readonly story: ReplicasStory;
  readonly round: number;
  /** Of who asks when. */
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** A story that breaks off is a result too; only an abort throws. */
export const playStory = async (options: PlayOptions): Promise<ReplicasPlayRecord> => {
  const { stage, story, round, signal } = options;
  const known = { type: 'replicas-play', ...stage.arm, story, round } as const;
  try {
    return { ...known, outcome: await play(options) };
  } catch (error) {
    signal.throwIfAborted();
    return { ...known, outcome: { state: 'failed', reason: error instanceof Error ? error.message : String(error) } };
  }
};

const play = async (options: PlayOptions): Promise<PlayOutcome> => {
  const { stage, profile, story, seed, signal } = options;
  const logins = await logInAll(stage.arm.target, stage.pool, stage.accounts);
  const before = await readBoth(stage, story);
  const load = new UserLoad({ pool: stage.pool, logins, ratePerSec: profile.ratePerSec, seed });
  const events: ReplicaEvent[] = [];
  const note: (what: ReplicaEvent['what'], replica: number) => void = (what, replica) =>
    events.push({ atMs: Math.round(load.elapsedMs), replica, what });
  await whileAsking(load, async (scope) => await STORIES[story]({ stage, profile, note, signal: scope }), signal);
  const after = await readBoth(stage, story);
  return {
    state: 'completed',
    users: logins.length,
    requests: load.requests,
    failures: load.failures,
    events,
    ...countsBetween(before.servers, after.servers),
    ...cpuBetween(before.cpu, after.cpu),
  };
};

const whileAsking = async (
  load: UserLoad,
  story: (signal: AbortSignal) => Promise<void>,
  outer: AbortSignal,
): Promise<void> => {
  const done = new AbortController();
  const signal = AbortSignal.any([outer, done.signal]);
  const asking = load.run(signal);
  try {
    await story(signal);
  } finally {
    done.abort();
    await asking;
  }
};

interface Reading {
  readonly servers: readonly ServerStats[];
  readonly cpu?: BalancedCpu;
}

/** CPU of a steady story alone: in the others processes come and go. */
const readBoth = async (stage: ReplicasStage, story: ReplicasStory): Promise<Reading> => {
  const servers = await stage.balancer.stats();
  return story === 'steady' ? { servers, cpu: await readCpu(stage) } : { servers };
};

const readCpu = async ({ balancer, replicas }: ReplicasStage): Promise<BalancedCpu> => {
  const [balancerMs, ...usages] = await Promise.all([balancer.cpuMs(), ...replicas.map((replica) => replica.usage())]);
  const apiMs = sum(usages.map(({ cpuUserUs, cpuSystemUs }) => (cpuUserUs + cpuSystemUs) / 1000));
  return { apiMs, ...(balancerMs === undefined ? {} : { balancerMs }) };
};

const cpuBetween = (before?: BalancedCpu, after?: BalancedCpu): Pick<PlayOutcome, 'cpu'> => {
  if (before === undefined || after === undefined) return {};
  const apiMs = after.apiMs - before.apiMs;
  if (before.balancerMs === undefined || after.balancerMs === undefined) return { cpu: { apiMs } };
  return { cpu: { apiMs, balancerMs: after.balancerMs - before.balancerMs } };
};

const countsBetween = (before: readonly ServerStats[], after: readonly ServerStats[]) => ({
  sentTo: after.map(({ requests }, index) => requests - (before[index]?.requests ?? 0)),
  redispatches:
    sum(after.map(({ redispatches }) => redispatches)) - sum(before.map(({ redispatches }) => redispatches)),
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

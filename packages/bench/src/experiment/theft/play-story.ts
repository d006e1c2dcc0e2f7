// One theft: a victim logs in, a thief copies the credential and uses it at a steady rate, and the story takes its course.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, AuthClient } from '@authlab/client';
import { schemeOf } from '@authlab/stack';
import type { TheftProfile } from '../../profile/theft-profile.ts';
import type { TheftAct, TheftOutcome, TheftProbe, TheftStory, TheftTrialRecord } from '../../result/theft-record.ts';
import { seededRandom } from '../../stats/seeded-random.ts';
import { type Account, clientAt, logIn, meRequest } from '../../target/log-in.ts';
import type { Probe } from '../revocation/check-history.ts';
import { loginSessionsOf, type Scene, type Story, type StoryEnd } from './scene.ts';
import { SteadyProber } from './steady-prober.ts';
import { STORIES } from './stories.ts';
import type { TheftStage } from './theft-stage.ts';
import { TurnMissedError } from './turn-missed-error.ts';
import { VictimDevice } from './victim-device.ts';

export interface TheftOptions {
  readonly stage: TheftStage;
  readonly profile: TheftProfile;
  readonly account: Account;
  readonly story: TheftStory;
  readonly trial: number;
  /** Of the moments that nothing else decides. */
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** The thief goes on for so long after the first refusal: a credential may come back to life. */
const WATCH_MS = 500;
const SPREAD_MS = 1000;
/** Beyond the moment at which everything should be over. */
const GIVE_UP_MS = 2500;
const POLL_MS = 20;

/** Of a story whose turns come too late, on a machine that stands still. */
const ATTEMPTS = 3;

/** A story that breaks off is a result too; only an abort throws. */
export const playStory = async (options: TheftOptions): Promise<TheftTrialRecord> => {
  const { stage, story, trial, signal } = options;
  const known = { type: 'theft-trial', target: stage.target, story, trial } as const;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return { ...known, attempt, outcome: await playTheft(options) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TurnMissedError && attempt + 1 < ATTEMPTS) continue;
      const reason = error instanceof Error ? error.message : String(error);
      return { ...known, attempt, outcome: { state: 'failed', reason } };
    }
  }
};

const playTheft = async (options: TheftOptions): Promise<TheftOutcome> => {
  const { stage, profile, account } = options;
  const story = STORIES[options.story];
  const random = seededRandom(options.seed);
  // Tokens end at full seconds: the thefts are spread over one.
  await sleep(random.fraction() * SPREAD_MS, undefined, { signal: options.signal });
  const done = new AbortController();
  const signal = AbortSignal.any([options.signal, done.signal]);
  const other = await logIn(stage.target, stage.victimPool, account);
  const login = await logIn(stage.target, stage.victimPool, account);
  const stolen = (await loginSessionsOf(login.client)).find(({ current }) => current);
  if (stolen === undefined) throw new Error('the list of login sessions does not name the one that asks');
  const thief = clientAt({ ...login, client: login.client.copy() }, stage.thiefPool);
  const stolenMs = performance.now();
  const { acts, act } = actsSince(stolenMs);
  const refresh = () => act('victim', 'refresh', () => login.client.send('refresh'));
  const victim = new VictimDevice({ client: login.client, ratePerSec: profile.victimPerSec, refresh });
  const prober = thiefProber(thief, options, random.fraction());
  const at = (ms: number): Promise<void> =>
    sleep(Math.max(0, stolenMs + ms - performance.now()), undefined, { signal });
  const asking = [prober.run(signal), ...(story.isVictimAway === true ? [] : [victim.run(signal)])];
  try {
    const end = await story.play({ stage, profile, account, victim, other, thief, stolen, at, act });
    await untilOver({ story, prober, victim, deadlineMs: stolenMs + deadlineOf(end, options), signal });
    done.abort();
    await Promise.all(asking);
    return { ...outcomeOf({ prober, victim, acts, stolenMs }), ...seenBy(victim, end, stolenMs) };
  } finally {
    done.abort();
    await Promise.allSettled(asking);
  }
};

/** @param phase of the thief's first request, as a share of the time between two */
const thiefProber = (thief: AuthClient, { stage, profile }: TheftOptions, phase: number): SteadyProber =>
  new SteadyProber({
    phaseMs: (phase * 1000) / profile.thiefPerSec,
    pool: stage.thiefPool,
    ratePerSec: profile.thiefPerSec,
    request: () => meRequest({ userId: '', client: thief }),
  });

const actsSince = (stolenMs: number): { readonly acts: TheftAct[]; readonly act: Scene['act'] } => {
  const acts: TheftAct[] = [];
  const act: Scene['act'] = async (who, what, send: () => Promise<Answer>) => {
    const startMs = performance.now() - stolenMs;
    const { status } = await send();
    const done = { who, what, startMs: round(startMs), endMs: round(performance.now() - stolenMs), status };
    acts.push(done);
    return done;
  };
  return { acts, act };
};

/** A token lives on for its lifetime at most, whatever comes before. */
const deadlineOf = ({ endedMs }: StoryEnd, { stage, profile }: TheftOptions): number => {
  const lifetimeMs = schemeOf(stage.target) === 'jwt' ? profile.accessTtlSeconds * 1000 : 0;
  return (endedMs ?? profile.absoluteSeconds * 1000) + lifetimeMs + GIVE_UP_MS;
};

interface Waiting {
  readonly story: Story;
  readonly prober: SteadyProber;
  readonly victim: VictimDevice;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

const untilOver = async ({ story, prober, victim, deadlineMs, signal }: Waiting): Promise<void> => {
  const isOver = (): boolean =>
    prober.refusedFor(WATCH_MS) && (story.showsItself !== true || victim.outMs !== undefined);
  while (performance.now() < deadlineMs && !isOver()) await sleep(POLL_MS, undefined, { signal });
};

interface Played {
  readonly prober: SteadyProber;
  readonly victim: VictimDevice;
  readonly acts: readonly TheftAct[];
  readonly stolenMs: number;
}

/** @throws {Error} when the stolen credential was never good: then it was no theft */
const outcomeOf = ({ prober, victim, acts, stolenMs }: Played) => {
  if (!prober.accepted) throw new Error('the stolen credential was never accepted');
  const since = (probes: readonly Probe[]): TheftProbe[] =>
    probes.map(({ startMs, endMs, status = 0 }) => [round(startMs - stolenMs), round(endMs - stolenMs), status]);
  return { state: 'completed', thief: since(prober.probes), victim: since(victim.probes), acts } as const;
};

const seenBy = ({ outMs }: VictimDevice, { signal, ...end }: StoryEnd, stolenMs: number) => {
  if (signal !== 'signed out') return { signal: signal ?? ('nothing' as const), ...end };
  if (outMs === undefined) return { signal: 'nothing' as const, ...end };
  return { signal, noticedMs: round(outMs - stolenMs), ...end };
};

const MS_DIGITS = 1;

const round = (valueMs: number): number => Number(valueMs.toFixed(MS_DIGITS));

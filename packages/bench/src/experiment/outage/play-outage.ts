// One trial: nothing is wrong at first, then Redis fails, then it is mended; people come, ask and go all the time.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadPool } from '../../load/load-pool.ts';
import type { OutageProfile } from '../../profile/outage-profile.ts';
import type { OutageOutcome, OutageRemains } from '../../result/outage-record.ts';
import { seededRandom } from '../../stats/seeded-random.ts';
import type { Login } from '../../target/log-in.ts';
import { askInTime } from './ask-in-time.ts';
import type { OpenedFault } from './fault.ts';
import { probesOf, sinceMs } from './outage-clock.ts';
import type { OutageStage } from './outage-stage.ts';
import { usersProber } from './users-prober.ts';
import { Victim } from './victim.ts';
import { Visitors } from './visitors.ts';

export interface OutagePlay {
  readonly stage: OutageStage;
  readonly profile: OutageProfile;
  /** How long it is watched after the fault. */
  readonly tailSeconds: number;
  /** Of the moments at which probes begin. */
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** When each victim logs out: in ms after the fault begins, or as a share of the time that it is planned to last. */
const LOGOUTS = [
  // Before anything is prepared: where replicas have to confirm it, this one they can.
  { when: 'before', afterMs: -1250 },
  { when: 'before', afterMs: -400 },
  { when: 'before', afterMs: -150 },
  { when: 'during', share: 0.25 },
  { when: 'during', share: 0.6 },
] as const;
export const VICTIMS = LOGOUTS.length;

/** What is prepared comes before all logouts but the first. */
const PREPARE_MS = -1000;

/** @throws what the fault throws; the signal's reason when aborted */
export const playOutage = async ({ stage, profile, tailSeconds, seed, signal }: OutagePlay): Promise<OutageOutcome> => {
  const done = new AbortController();
  const scope = AbortSignal.any([signal, done.signal]);
  const clock = clockOf(profile, signal);
  const people = peopleOf(stage, profile, seed);
  const { users, victims, visitors } = people;
  const running = [
    ...users.map((prober) => prober.run(scope)),
    ...victims.map((victim) => victim.watch(scope)),
    ...victims.map((victim, place) => leave(victim, { place, clock, profile, signal: scope })),
    visitors.run(profile.errandsPerSec, scope),
  ];
  try {
    const { beganMs, endedMs } = await playFault(stage.fault, profile, clock);
    await sleep(tailSeconds * 1000, undefined, { signal });
    done.abort();
    const watchedMs = performance.now();
    await Promise.all(running);
    return {
      state: 'completed',
      endedMs: sinceMs(endedMs, beganMs),
      watchedMs: sinceMs(watchedMs, beganMs),
      users: users.map(({ probes }) => probesOf(probes, beganMs)),
      victims: victims.map((victim) => victim.record(beganMs)),
      errands: await visitors.record(beganMs, profile.staleMs),
      remains: await Promise.all(stage.users.flat().map(remainsOf)),
    };
  } finally {
    done.abort();
    await Promise.allSettled(running);
  }
};

/** Resolves at that moment, in ms after the planned beginning of the fault. */
type Clock = (atMs: number) => Promise<void>;

const clockOf = ({ leadSeconds }: OutageProfile, signal: AbortSignal): Clock => {
  const plannedMs = performance.now() + leadSeconds * 1000;
  return (atMs) => sleep(Math.max(0, plannedMs + atMs - performance.now()), undefined, { signal });
};

const peopleOf = (stage: OutageStage, { usersPerSec, victimPerSec }: OutageProfile, seed: number) => {
  const random = seededRandom(seed);
  return {
    users: stage.users.map((logins, place) =>
      usersProber(logins, stage.pools[place] as LoadPool, { ratePerSec: usersPerSec, phase: random.fraction() }),
    ),
    victims: LOGOUTS.map(({ when }, place) => {
      const login = stage.victims[place] as Login;
      return new Victim({
        when,
        login,
        pools: stage.victimPools,
        ratePerSec: victimPerSec,
        phase: random.fraction(),
      });
    }),
    visitors: new Visitors(stage),
  };
};

interface Leave {
  readonly place: number;
  readonly clock: Clock;
  readonly profile: OutageProfile;
  readonly signal: AbortSignal;
}

const leave = async (victim: Victim, { place, clock, profile, signal }: Leave): Promise<void> => {
  const moment = LOGOUTS[place];
  if (moment === undefined) throw new TypeError('a moment for each victim');
  await clock(moment.when === 'before' ? moment.afterMs : moment.share * profile.faultSeconds * 1000);
  await victim.logOut(signal);
};

const playFault = async (fault: OpenedFault, { faultSeconds }: OutageProfile, clock: Clock) => {
  await clock(PREPARE_MS);
  await fault.prepare();
  await clock(0);
  const beganMs = performance.now();
  const over = new AbortController();
  const held = clock(faultSeconds * 1000).finally(() => over.abort());
  // A fault may decide for itself how long it lasts.
  held.catch(() => undefined);
  await fault.play({ until: () => held, over: over.signal });
  return { beganMs, endedMs: performance.now() };
};

const remainsOf = async ({ client }: Login): Promise<OutageRemains> => {
  const { status: me } = await askInTime(() => client.send('me'));
  if (client.scheme === 'session') return { me };
  const { status: refresh } = await askInTime(() => client.send('refresh'));
  return { me, refresh };
};

// Stories of a copied refresh token: both refresh with it, in one order or the other, until the reuse is found.
import type { TheftAct } from '../../result/theft-record.ts';
import type { Scene, Story } from './scene.ts';
import { TurnMissedError } from './turn-missed-error.ts';

interface Turn {
  readonly who: 'thief' | 'victim';
  /** From the turn before: within the grace window of parallel refreshes, or beyond it. */
  readonly wait: 'within-grace' | 'beyond-grace';
}

const WITHIN_GRACE_MS = 300;
/** More than the window: requests have to travel, and a busy machine is late. */
const BEYOND_GRACE_MS = 300;
const TRIES_AGAIN_MS = 200;

const refreshing = (...turns: readonly Turn[]): Story => ({
  lifetimes: 'usual',
  only: 'jwt',
  showsItself: true,
  play: async (scene) => {
    const refused = await takeTurns(scene, turns);
    await scene.at(refused.endMs + TRIES_AGAIN_MS);
    await refreshAs('thief', scene);
    return { endedMs: refused.endMs, signal: 'signed out' };
  },
});

/** @throws {TurnMissedError} when one came too late for it; {Error} unless all turns but the last are granted */
const takeTurns = async (scene: Scene, turns: readonly Turn[]): Promise<TheftAct> => {
  const graceMs = scene.profile.graceSeconds * 1000;
  let nowMs = 0;
  let before: TheftAct | undefined;
  for (const [place, { who, wait }] of turns.entries()) {
    nowMs += wait === 'within-grace' ? WITHIN_GRACE_MS : graceMs + BEYOND_GRACE_MS;
    await scene.at(nowMs);
    const act = await refreshAs(who, scene);
    const isLast = place === turns.length - 1;
    if (act.status !== (isLast ? 401 : 200)) {
      const what = `refresh ${place + 1} answers ${act.status}`;
      throw isMissed(act, { before, wait, graceMs }) ? new TurnMissedError(what) : new Error(what);
    }
    if (isLast) return act;
    before = act;
  }
  throw new TypeError('a story needs a turn');
};

export interface TurnPlace {
  readonly before: Pick<TheftAct, 'startMs'> | undefined;
  readonly wait: Turn['wait'];
  readonly graceMs: number;
}

/** A refresh that may have come after the window that it was meant for, or that a busy API has put off. */
export const isMissed = (
  { status, endMs }: Pick<TheftAct, 'status' | 'endMs'>,
  { before, wait, graceMs }: TurnPlace,
): boolean => status === 503 || (wait === 'within-grace' && before !== undefined && endMs - before.startMs > graceMs);

const refreshAs = (who: Turn['who'], { thief, victim, act }: Scene): Promise<TheftAct> =>
  who === 'thief' ? act('thief', 'refresh', () => thief.send('refresh')) : victim.refresh();

export const thiefRefreshesFirst = refreshing(
  { who: 'thief', wait: 'within-grace' },
  { who: 'victim', wait: 'beyond-grace' },
);

export const victimRefreshesFirst = refreshing(
  { who: 'victim', wait: 'within-grace' },
  { who: 'thief', wait: 'beyond-grace' },
);

/** Inside the window both are handed the same successor, as two tabs are: the theft shows one refresh later. */
export const bothWithinGrace = refreshing(
  { who: 'thief', wait: 'within-grace' },
  { who: 'victim', wait: 'within-grace' },
  { who: 'thief', wait: 'within-grace' },
  { who: 'victim', wait: 'beyond-grace' },
);

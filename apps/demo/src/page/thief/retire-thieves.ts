// A thief who is refused everywhere for a while has nothing left: he is sent home, and his timeline stays as it is.
import { steer } from '../control/steer.ts';
import { SCHEMES } from '../../protocol/scheme.ts';
import type { DemoStore } from '../model/demo-store.ts';
import type { Trial } from '../model/model.ts';
import { verdictOf } from './say-trial.ts';

const LOOK_EVERY_MS = 1000;
/** Long enough to see that nothing comes back to life. */
const REFUSED_FOR_MS = 6000;

/** @returns stops looking */
export const retireThieves = (store: DemoStore): (() => void) => {
  const timer = setInterval(() => {
    for (const scheme of SCHEMES) {
      const { trial } = store.current().columns[scheme];
      if (trial !== undefined && !trial.isOver && isDone(trial)) void steer(store, 'stopThief', { scheme });
    }
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
};

const isDone = (trial: Trial): boolean => {
  if (trial.revoked === undefined || verdictOf(trial)?.state !== 'dead') return false;
  const sinceMs = trial.probes.findLast(({ outcome }) => outcome !== 'refused')?.atMs ?? trial.revoked.ackAtMs;
  return Date.now() - Math.max(sinceMs, trial.revoked.ackAtMs) > REFUSED_FOR_MS;
};

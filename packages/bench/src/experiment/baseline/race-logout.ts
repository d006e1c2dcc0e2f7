// A logout with requests of the same session under way: is the old cookie good again afterwards?
import { setTimeout as sleep } from 'node:timers/promises';
import { ROUTES } from '@authlab/contract';
import type { BaselineProfile } from '../../profile/baseline-profile.ts';
import type { LogoutRaceRecord, Racer } from '../../result/baseline-record.ts';
import { derivedSeed, seededRandom } from '../../stats/seeded-random.ts';
import { logIn, meRequest } from '../../target/log-in.ts';
import { ask, type AttackedSide } from './attacked-side.ts';

export interface RaceOptions {
  readonly racer: Racer;
  readonly profile: BaselineProfile['races'];
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** A request that changes the session, in the words of the documentation of NestJS. */
const WRITING_PATH = '/visits';
/** Requests start from so long before the logout to so long after it: it takes longer than they do. */
const BEFORE_MS = 1;
const AFTER_MS = 3;
/** What was started is stored by then. */
const SETTLE_MS = 15;
const TIMEOUT_MS = 5000;

/** Round after round, each with a login of its own. @throws {Error} when a logout is refused */
export const raceLogouts = async (side: AttackedSide, options: RaceOptions): Promise<LogoutRaceRecord[]> => {
  const records: LogoutRaceRecord[] = [];
  for (let round = 0; round < options.profile.rounds; round += 1) {
    options.signal.throwIfAborted();
    records.push(await raceOnce(side, options, round));
  }
  return records;
};

const raceOnce = async (
  side: AttackedSide,
  { racer, profile, seed }: RaceOptions,
  round: number,
): Promise<LogoutRaceRecord> => {
  const { target, pool, victim } = side;
  const login = await logIn(target, pool, victim);
  const me = meRequest(login);
  const request = racer === 'writes' ? { ...me, path: WRITING_PATH } : me;
  const random = seededRandom(derivedSeed(seed, round));
  const racing = Array.from({ length: profile.inFlight }, async () => {
    await sleep(random.fraction() * (BEFORE_MS + AFTER_MS));
    return await ask(side, request, TIMEOUT_MS);
  });
  await sleep(BEFORE_MS);
  const { status } = await login.client.send('logout');
  const answers = await Promise.all(racing);
  if (status !== ROUTES.logout.success) throw new Error(`${target}: the logout answers ${status}`);
  await sleep(SETTLE_MS);
  const after = await ask(side, me, TIMEOUT_MS);
  const count = (wanted: number): number => answers.filter((answer) => answer.status === wanted).length;
  const known = { type: 'baseline-race', target, racer, round } as const;
  return { ...known, accepted: count(200), refused: count(401), statusAfter: after.status ?? 0 };
};

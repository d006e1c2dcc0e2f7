// What a story has to play with, and what it leads to.
import type { Answer, AuthClient } from '@authlab/client';
import { type LoginSession, loginSessionListSchema, ROUTES } from '@authlab/contract';
import type { TheftProfile } from '../../profile/theft-profile.ts';
import type { TheftAct, TheftOutcome } from '../../result/theft-record.ts';
import type { Account, Login } from '../../target/log-in.ts';
import type { TheftStage } from './theft-stage.ts';
import type { VictimDevice } from './victim-device.ts';

export interface Scene {
  readonly stage: TheftStage;
  readonly profile: TheftProfile;
  readonly account: Account;
  readonly victim: VictimDevice;
  /** Another device of the victim, logged in before the theft. */
  readonly other: Login;
  /** Holds a copy of everything that the victim's device held. */
  readonly thief: AuthClient;
  /** The login session whose credential was stolen. */
  readonly stolen: LoginSession;
  /** Resolves so long after the theft. */
  readonly at: (ms: number) => Promise<void>;
  /** Sends a request and writes it down; the first two words say whose it is and what for. */
  readonly act: (who: TheftAct['who'], what: TheftAct['what'], send: () => Promise<Answer>) => Promise<TheftAct>;
}

/** What a story leads to, beside what was asked in it. */
export type StoryEnd = Pick<TheftOutcome, 'endedMs' | 'unusedStatus'> & Partial<Pick<TheftOutcome, 'signal'>>;

export interface Story {
  /** `short`: login sessions end while they are watched. */
  readonly lifetimes: 'usual' | 'short';
  /** Only this scheme knows it. */
  readonly only?: 'jwt';
  /** The victim's device asks for nothing. */
  readonly isVictimAway?: boolean;
  /** It is not over until the victim has met the theft. */
  readonly showsItself?: boolean;
  readonly play: (scene: Scene) => Promise<StoryEnd>;
}

/** @throws {Error} when the list is refused */
export const loginSessionsOf = async (client: AuthClient): Promise<readonly LoginSession[]> => {
  const { status, body } = await client.send('listSessions');
  if (status !== ROUTES.listSessions.success) throw new Error(`the list of login sessions answers ${status}`);
  return loginSessionListSchema.parse(body);
};

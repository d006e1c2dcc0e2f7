// Stories of a copied access credential that somebody ends with one request.
import type { Answer } from '@authlab/client';
import type { Operation } from '@authlab/contract';
import { ROUTES } from '@authlab/contract';
import type { TheftAct, TheftSignal } from '../../result/theft-record.ts';
import { logIn } from '../../target/log-in.ts';
import { loginSessionsOf, type Scene, type Story } from './scene.ts';

interface Revocation extends Pick<TheftAct, 'who' | 'what'> {
  readonly operation: Operation;
  readonly send: (scene: Scene) => Promise<Answer>;
}

const LOOK_MS = 700;
const EVENT_MS = 1000;
/** The other device, and the one that was stolen from. */
const OWN_DEVICES = 2;

const revoking = ({ who, what, operation, send }: Revocation): Story => ({
  lifetimes: 'usual',
  play: async (scene) => {
    await scene.at(LOOK_MS);
    const signal = await lookForStrangers(scene);
    await scene.at(EVENT_MS);
    if (operation === 'logout') scene.victim.leave();
    const { endMs, status } = await scene.act(who, what, () => send(scene));
    if (status !== ROUTES[operation].success) throw new Error(`${what} answers ${status}`);
    return { endedMs: endMs, signal };
  },
});

/** What a careful victim would see in the list of login sessions. */
const lookForStrangers = async ({ victim }: Scene): Promise<TheftSignal> =>
  (await loginSessionsOf(victim.client)).length > OWN_DEVICES ? 'unknown device' : 'nothing';

export const logout = revoking({
  who: 'victim',
  what: 'logout',
  operation: 'logout',
  send: ({ victim }) => victim.client.send('logout'),
});

export const passwordChanged = revoking({
  who: 'victim',
  what: 'password',
  operation: 'changePassword',
  send: ({ victim, account: { password } }) =>
    victim.client.send('changePassword', {
      body: { currentPassword: password, newPassword: `${password}, but another` },
    }),
});

export const deviceRemoved = revoking({
  who: 'other device',
  what: 'device removed',
  operation: 'endSession',
  send: ({ other, stolen }) => other.client.send('endSession', { params: { id: stolen.id } }),
});

export const loggedOutEverywhere = revoking({
  who: 'other device',
  what: 'logout everywhere',
  operation: 'logoutEverywhere',
  send: ({ other }) => other.client.send('logoutEverywhere', { body: {} }),
});

export const accountDisabled = revoking({
  who: 'admin',
  what: 'account disabled',
  operation: 'patchUser',
  send: async ({ stage, account }) => {
    const { client } = await logIn(stage.target, stage.victimPool, stage.admin);
    return await client.send('patchUser', { params: { id: account.id }, body: { disabled: true } });
  },
});

// What has to be in place before each revoking event, who sends it, and which answer is its ack.
import type { Answer, AuthClient } from '@authlab/client';
import { loginSessionListSchema, type Operation, ROUTES } from '@authlab/contract';
import type { LoadPool } from '../../load/load-pool.ts';
import type { RevokingEvent } from '../../result/revocation-record.ts';
import { clientAt, type Login, logIn } from '../../target/log-in.ts';
import type { RevocationStage } from './revocation-stage.ts';
import type { Victim } from './victim.ts';

export interface PreparedRevocation {
  /** Whose credential, or right, must end. */
  readonly probed: Login;
  /** Another device of the victim that must live on; absent where the event spares nobody. */
  readonly spared?: Login;
  /** What answers to the probed credential hold for as long as the right does; absent where every 200 grants it. */
  readonly grants?: string;
  /** The status of the ack. */
  readonly success: number;
  /** Sends the revoking request to a replica. */
  readonly send: (pool: LoadPool) => Promise<Answer>;
  /** Makes the victim what it was, for the next trial. */
  readonly restore?: (pool: LoadPool) => Promise<void>;
}

/** Two devices of the victim, logged in on one replica. */
interface Scene {
  readonly stage: RevocationStage;
  readonly victim: Victim;
  readonly pool: LoadPool;
}

/** @throws {TargetError} when a login is refused; {Error} when a step answers what it should not */
export const prepareRevocation = (event: RevokingEvent, scene: Scene): Promise<PreparedRevocation> =>
  PREPARATIONS[event](scene);

const logInVictim = ({ stage, victim, pool }: Scene): Promise<Login> => logIn(stage.target, pool, victim.account);

const logInAdmin = ({ stage, pool }: Scene): Promise<Login> => logIn(stage.target, pool, stage.admin);

const logout = async (scene: Scene): Promise<PreparedRevocation> => {
  const spared = await logInVictim(scene);
  const probed = await logInVictim(scene);
  return { probed, spared, ...asked('logout', (pool) => clientAt(probed, pool).send('logout')) };
};

/** Asked of a device that did not send it: that is what it is for. */
const logoutEverywhere = async (scene: Scene): Promise<PreparedRevocation> => {
  const sender = await logInVictim(scene);
  const probed = await logInVictim(scene);
  const send = (pool: LoadPool) => clientAt(sender, pool).send('logoutEverywhere', { body: {} });
  return { probed, ...asked('logoutEverywhere', send) };
};

const deviceRemoved = async (scene: Scene): Promise<PreparedRevocation> => {
  const sender = await logInVictim(scene);
  const probed = await logInVictim(scene);
  const id = await ownSessionId(probed.client);
  const send = (pool: LoadPool) => clientAt(sender, pool).send('endSession', { params: { id } });
  return { probed, spared: sender, ...asked('endSession', send) };
};

const passwordChanged = async (scene: Scene): Promise<PreparedRevocation> => {
  const { victim } = scene;
  const sender = await logInVictim(scene);
  const probed = await logInVictim(scene);
  const send = async (pool: LoadPool): Promise<Answer> => {
    const newPassword = victim.nextPassword;
    const body = { currentPassword: victim.account.password, newPassword };
    const answer = await clientAt(sender, pool).send('changePassword', { body });
    if (answer.status === ROUTES.changePassword.success) victim.changePassword(newPassword);
    return answer;
  };
  return { probed, ...asked('changePassword', send) };
};

const accountDisabled = async (scene: Scene): Promise<PreparedRevocation> => {
  const admin = await logInAdmin(scene);
  return {
    probed: await logInVictim(scene),
    ...asked('patchUser', (pool) => patch(scene, clientAt(admin, pool), { disabled: true })),
    // The admin's own token may have ended meanwhile.
    restore: async (pool) => {
      const { client } = await logInAdmin({ ...scene, pool });
      await insist(200, patch(scene, client, { disabled: false }));
    },
  };
};

/** A role that is taken away: what is gained may come late without harm. */
const rolesChanged = async (scene: Scene): Promise<PreparedRevocation> => {
  const admin = await logInAdmin(scene);
  await insist(200, patch(scene, admin.client, { roles: ['user', 'admin'] }));
  return {
    probed: await logInVictim(scene),
    grants: '"admin"',
    ...asked('patchUser', (pool) => patch(scene, clientAt(admin, pool), { roles: ['user'] })),
  };
};

/** The thief refreshes with the token that the victim has used: both lose the login session (RFC 9700 section 4.14.2). */
const refreshReuse = async (scene: Scene): Promise<PreparedRevocation> => {
  const spared = await logInVictim(scene);
  const probed = await logInVictim(scene);
  const thief = probed.client.copy();
  await insist(200, probed.client.send('refresh'));
  const send = (pool: LoadPool) => thief.at(pool.origin, pool.pool).send('refresh');
  return { probed, spared, success: 401, send };
};

const PREPARATIONS: Readonly<Record<RevokingEvent, (scene: Scene) => Promise<PreparedRevocation>>> = {
  logout,
  'logout-everywhere': logoutEverywhere,
  'device-removed': deviceRemoved,
  'password-changed': passwordChanged,
  'account-disabled': accountDisabled,
  'roles-changed': rolesChanged,
  'refresh-reuse': refreshReuse,
};

const asked = (operation: Operation, send: PreparedRevocation['send']) => ({
  success: ROUTES[operation].success,
  send,
});

const patch = ({ victim }: Scene, admin: AuthClient, body: object): Promise<Answer> =>
  admin.send('patchUser', { params: { id: victim.account.id }, body });

const insist = async (status: number, asking: Promise<Answer>): Promise<Answer> => {
  const answer = await asking;
  if (answer.status !== status) throw new Error(`a step before the revocation answers ${answer.status}`);
  return answer;
};

const ownSessionId = async (client: AuthClient): Promise<string> => {
  const { body } = await insist(200, client.send('listSessions'));
  const own = loginSessionListSchema.parse(body).find(({ current }) => current);
  if (own === undefined) throw new Error('the list of login sessions does not name the one that asks');
  return own.id;
};

// One user for each revoking event, whose credential somebody has copied, and what ends it.
import { setTimeout as delay } from 'node:timers/promises';
import { AuthClient } from '@authlab/client';
import { ROUTES, type Scheme, type Strategy } from '@authlab/contract';
import { type Replica, schemeOf } from '@authlab/stack';
import { ADMIN, PASSWORD } from './target.ts';

export interface Victim {
  readonly event: string;
  /** A copy of the credential that is revoked. */
  readonly stolen: AuthClient;
  /** Of the answer to the revoking request, when it is done. */
  readonly success: number;
  readonly revoke: () => Promise<number>;
}

interface Person {
  readonly id: string;
  /** Two devices of the same user; a copy of the second one's credential is the stolen one. */
  readonly first: AuthClient;
  readonly second: AuthClient;
}

type Revoke = (person: Person, admin: AuthClient) => Promise<number>;

const status = async (answer: Promise<{ readonly status: number }>): Promise<number> => (await answer).status;

const REVOKES: Readonly<Record<string, readonly [success: number, revoke: Revoke]>> = {
  logout: [ROUTES.logout.success, async ({ second }) => await status(second.send('logout'))],
  'logout-everywhere': [
    ROUTES.logoutEverywhere.success,
    async ({ first }) => await status(first.send('logoutEverywhere', { body: {} })),
  ],
  'device-removed': [
    ROUTES.endSession.success,
    async ({ first }) => {
      const sessions = (await first.send('listSessions')).body as readonly { id: string; current: boolean }[];
      const id = sessions.find(({ current }) => !current)?.id ?? 'none';
      return await status(first.send('endSession', { params: { id } }));
    },
  ],
  'password-changed': [
    ROUTES.changePassword.success,
    async ({ first }) => {
      const body = { currentPassword: PASSWORD, newPassword: `${PASSWORD} anew` };
      return await status(first.send('changePassword', { body }));
    },
  ],
  'account-disabled': [
    ROUTES.patchUser.success,
    async ({ id }, admin) => await status(admin.send('patchUser', { params: { id }, body: { disabled: true } })),
  ],
  'roles-changed': [
    ROUTES.patchUser.success,
    async ({ id }, admin) => await status(admin.send('patchUser', { params: { id }, body: { roles: ['admin'] } })),
  ],
  'logged-out-by-admin': [
    ROUTES.logoutUserEverywhere.success,
    async ({ id }, admin) => await status(admin.send('logoutUserEverywhere', { params: { id } })),
  ],
};

/** Answered 401 whoever presents it; the copy was rotated before, so the older one is reuse. Needs a grace of nothing. */
const reuse = async ({ second }: Person): Promise<[stolen: AuthClient, revoke: () => Promise<number>]> => {
  const old = second.copy();
  await second.send('refresh');
  await delay(5);
  return [second.copy(), async () => await status(old.send('refresh'))];
};

let people = 0;

const newPerson = async ({ url }: Replica, scheme: Scheme): Promise<Person> => {
  people += 1;
  const body = { email: `victim.${people}@example.com`, password: PASSWORD };
  const [first, second] = [new AuthClient({ scheme, baseUrl: url }), new AuthClient({ scheme, baseUrl: url })];
  const { body: user } = await first.send('register', { body: { ...body, displayName: 'Victim' } });
  for (const client of [first, second]) {
    const answer = await client.send('login', { body });
    if (answer.status !== 200) throw new Error(`login answered ${answer.status}`);
  }
  return { id: (user as { id: string }).id, first, second };
};

/** @param admin logged in */
export const victimsOf = async (
  replica: Replica,
  strategy: Strategy,
  admin: AuthClient,
): Promise<readonly Victim[]> => {
  const scheme = schemeOf(strategy);
  const victims = await Promise.all(
    Object.entries(REVOKES).map(async ([event, [success, revoke]]): Promise<Victim> => {
      const person = await newPerson(replica, scheme);
      // Before the event: a logout takes the credential out of the client.
      const stolen = person.second.copy();
      return { event, stolen, success, revoke: async () => await revoke(person, admin) };
    }),
  );
  if (scheme === 'session') return victims;
  const [stolen, revoke] = await reuse(await newPerson(replica, scheme));
  return [...victims, { event: 'refresh-reuse', stolen, success: 401, revoke }];
};

/** Whether a credential is still good for what it was good for: new roles are not the old ones. */
export const isAccepted = async ({ event, stolen }: Victim, strategy: Strategy, { url }: Replica): Promise<boolean> => {
  const copy = stolen.copy().at(url);
  const { status: answered, body } = await copy.send('me');
  const isSame = answered === 200 && (body as { roles: string[] }).roles.join(',') === 'user';
  // Where nobody is asked, a token lives until it expires, and only its login session can end.
  if (isSame && strategy !== 'jwt/stateless') return true;
  if (schemeOf(strategy) === 'session' || event === 'roles-changed') return false;
  return (await copy.send('refresh')).status === 200;
};

/** The admin, as soon as there is a Redis that stores the login. */
export const adminAt = async ({ url }: Replica, scheme: Scheme): Promise<AuthClient> => {
  const client = new AuthClient({ scheme, baseUrl: url });
  while ((await client.send('login', { body: ADMIN })).status !== 200) await delay(50);
  return client;
};

// Comparator `recipe/iron-session`: the whole session in an encrypted cookie, as the documentation of iron-session has it for
// node:http, all options at their defaults. It needs no Redis, and nothing but the end of its lifetime ends a session.
// With CLAIMS_BYTES beyond about 2.7 KB the library refuses to save (a cookie ends at 4096 bytes), so the login answers 500.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getIronSession, type IronSession } from 'iron-session';
import { type Claims, claimsOf } from '../claims.ts';
import { readSecret } from '../config.ts';
import { People, type Person } from '../people.ts';
import { servePlainly } from '../plain-server.ts';

interface SessionData extends Claims {
  readonly user: Person;
}

const options = { password: readSecret(), cookieName: 'session' };
const people = new People();

const sessionOf = (request: IncomingMessage, response: ServerResponse): Promise<IronSession<SessionData>> =>
  getIronSession<SessionData>(request, response, options);

servePlainly({
  register: ({ email, password }) => people.register(email, password),
  login: async ({ email, password }, request, response) => {
    const person = people.authenticate(email, password);
    if (person === undefined) return undefined;
    const session = await sessionOf(request, response);
    Object.assign(session, { user: person, ...claimsOf(email) });
    await session.save();
    return person;
  },
  me: async (request, response) => {
    const { user } = await sessionOf(request, response);
    return user === undefined ? undefined : { id: user.id, roles: user.roles };
  },
  logout: async (request, response) => {
    const session = await sessionOf(request, response);
    session.destroy();
  },
});

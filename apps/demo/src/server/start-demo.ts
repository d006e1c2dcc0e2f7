// Starts all of the demo in a stack: two columns, the foreign site, the page.
import { makeApiSecrets, type Stack } from '@authlab/stack';
import type { Scheme } from '@authlab/contract';
import type { Lifetimes } from '../protocol/control-requests.ts';
import { Admin } from './admin/admin.ts';
import { Column } from './column.ts';
import { controlServer } from './control/control-server.ts';
import { Demo } from './demo.ts';
import { EventHub } from './event-hub.ts';
import { foreignServer } from './foreign/foreign-server.ts';
import { listenOnLoopback, type LoopbackServer } from './listen-on-loopback.ts';
import { seedDatabase } from './users/seed-database.ts';
import { readVersion } from './read-version.ts';

/** Short enough to watch a token expire. */
const LIFETIMES: Lifetimes = { accessTtlSeconds: 30, sessionIdleTtlSeconds: 1800 };
const FIRST_STRATEGIES = { session: 'session/redis', jwt: 'jwt/stateless' } as const;

export interface DemoOptions {
  /** Of the page; 0 for any free one. */
  readonly port: number;
  readonly lifetimes?: Lifetimes;
}

/**
 * @returns the address of the page, which is served until the stack closes
 * @throws {PortTakenError}, and whatever the stack throws
 */
export const startDemo = async (stack: Stack, { port, lifetimes = LIFETIMES }: DemoOptions): Promise<string> => {
  const listen = async (wanted = 0): Promise<LoopbackServer> =>
    await stack.own(async () => await listenOnLoopback(wanted));
  const page = await listen(port);
  const servers = { session: await listen(), jwt: await listen() };
  const foreign = await listen();
  const database = await seedDatabase(await stack.folder('demo-users'));
  const hub = new EventHub();
  const secrets = makeApiSecrets();
  // Replicas change while the demo still starts.
  const whole: { demo?: Demo } = {};
  const startColumn = async (scheme: Scheme): Promise<Column> =>
    await Column.start(stack, {
      scheme,
      strategy: FIRST_STRATEGIES[scheme],
      lifetimes,
      databaseUrl: await database.copy(scheme),
      secrets,
      pageOrigin: page.url,
      server: servers[scheme],
      users: database.users,
      tell: hub.tell,
      onChange: () => whole.demo?.tellState(),
    });
  const [session, jwt] = await Promise.all([startColumn('session'), startColumn('jwt')]);
  let copies = 0;
  const demo = new Demo({
    facts: {
      version: readVersion(),
      pageOrigin: page.url,
      foreignOrigins: { sameSite: foreign.url, crossSite: foreign.crossSiteUrl },
      users: database.users,
    },
    columns: { session, jwt },
    admins: { session: adminOf(session, 'session'), jwt: adminOf(jwt, 'jwt') },
    hub,
    lifetimes,
    copyUsers: async (scheme) => await database.copy(`${scheme}-${(copies += 1)}`),
  });
  whole.demo = demo;
  foreign.serve(foreignServer(foreign, { session: servers.session.url, jwt: servers.jwt.url }, page.url));
  page.serve(controlServer(demo, { port: page.port, origin: page.url }));
  return page.url;

  function adminOf({ actorToken, state }: Column, scheme: Scheme): Admin {
    const account = database.users.find(({ roles }) => roles.includes('admin'));
    if (account === undefined) throw new TypeError('no admin was seeded');
    return new Admin({ scheme, baseUrl: state.crossSiteUrl, account, actorToken });
  }
};

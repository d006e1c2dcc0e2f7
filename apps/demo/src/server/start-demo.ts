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
import { seedDatabase, type UserDatabase } from './users/seed-database.ts';
import { readVersion } from './read-version.ts';

/** Short enough to watch a token expire. */
const LIFETIMES: Lifetimes = { accessTtlSeconds: 30, sessionIdleTtlSeconds: 1800 };
const FIRST_STRATEGIES = { session: 'session/redis', jwt: 'jwt/stateless' } as const;

export interface DemoOptions {
  /** Of the page; 0 for any free one. */
  readonly port: number;
  readonly lifetimes?: Lifetimes;
  /** Added to what all replicas are started with. */
  readonly replicaEnv?: Readonly<Record<string, string>>;
  /** Is told of what failed unexpectedly while the demo runs. */
  readonly report?: (error: unknown) => void;
}

/**
 * @returns the address of the page, which is served until the stack closes
 * @throws {PortTakenError}, and whatever the stack throws
 */
export const startDemo = async (stack: Stack, options: DemoOptions): Promise<string> => {
  const { port, lifetimes = LIFETIMES, replicaEnv = {}, report = () => undefined } = options;
  const servers = await listenOnAll(stack, port);
  const { page, foreign, session, jwt } = servers;
  const database = await seedDatabase(await stack.folder('demo-users'));
  const hub = new EventHub();
  const columns = await startColumns({ stack, lifetimes, replicaEnv, servers, database, hub });
  const facts = {
    version: readVersion(),
    pageOrigin: page.url,
    foreignOrigins: { sameSite: foreign.url, crossSite: foreign.crossSiteUrl },
    users: database.users,
  };
  const admins = { session: adminOf(columns, database, 'session'), jwt: adminOf(columns, database, 'jwt') };
  const demo = new Demo({ facts, columns, admins, hub, lifetimes, copyUsers: database.copy });
  foreign.serve(foreignServer(foreign, { session: session.url, jwt: jwt.url }, page.url));
  page.serve(controlServer(demo, { port: page.port, origin: page.url }, report));
  return page.url;
};

interface Servers extends Readonly<Record<Scheme, LoopbackServer>> {
  readonly page: LoopbackServer;
  readonly foreign: LoopbackServer;
}

/** All addresses are known before anything starts: each part is told of the others. */
const listenOnAll = async (stack: Stack, pagePort: number): Promise<Servers> => {
  const listen = async (port: number): Promise<LoopbackServer> =>
    await stack.own(async () => await listenOnLoopback(port));
  return { page: await listen(pagePort), session: await listen(0), jwt: await listen(0), foreign: await listen(0) };
};

type Columns = Readonly<Record<Scheme, Column>>;

interface ColumnsPlan {
  readonly stack: Stack;
  readonly lifetimes: Lifetimes;
  readonly replicaEnv: Readonly<Record<string, string>>;
  readonly servers: Servers;
  readonly database: UserDatabase;
  readonly hub: EventHub;
}

const startColumns = async ({ stack, servers, database, ...same }: ColumnsPlan): Promise<Columns> => {
  const secrets = makeApiSecrets();
  const start = async (scheme: Scheme): Promise<Column> =>
    await Column.start(stack, {
      scheme,
      strategy: FIRST_STRATEGIES[scheme],
      ...same,
      databaseUrl: await database.copy(scheme),
      secrets,
      pageOrigin: servers.page.url,
      server: servers[scheme],
      users: database.users,
    });
  const [session, jwt] = await Promise.all([start('session'), start('jwt')]);
  return { session, jwt };
};

const adminOf = (columns: Columns, { users }: UserDatabase, scheme: Scheme): Admin => {
  const account = users.find(({ roles }) => roles.includes('admin'));
  if (account === undefined) throw new TypeError('no admin was seeded');
  const { actorToken, state } = columns[scheme];
  return new Admin({ scheme, baseUrl: state.crossSiteUrl, account, actorToken });
};

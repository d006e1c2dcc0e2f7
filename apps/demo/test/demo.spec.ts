// The whole demo, as its page uses it: real Redis, real replicas, real outages.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStack, type Stack } from '@authlab/stack';
import type { Scheme } from '@authlab/contract';
import type { DemoEvent } from '../src/protocol/demo-event.ts';
import type { SeededUser } from '../src/protocol/demo-state.ts';
import type { Exchange } from '../src/protocol/exchange.ts';
import type { ThiefProbe } from '../src/protocol/thief-probe.ts';
import { startDemo } from '../src/server/start-demo.ts';
import { PATIENT } from './patient.ts';
import { type Browser, Visitor } from './visitor.ts';

const ACCESS_TTL_SECONDS = 6;
const SCHEMES = ['session', 'jwt'] as const;

let stack: Stack;
let page: string;
let visitor: Visitor;
let ada: SeededUser;

beforeAll(async () => {
  stack = await openStack();
  const lifetimes = { accessTtlSeconds: ACCESS_TTL_SECONDS, sessionIdleTtlSeconds: 1800 };
  page = await startDemo(stack, { port: 0, lifetimes, replicaEnv: PATIENT });
  visitor = await Visitor.open(page);
  ada = (await visitor.state()).users[0]!;
});

afterAll(async () => {
  await visitor?.[Symbol.asyncDispose]();
  await stack?.close();
});

const loggedIn = async (scheme: Scheme): Promise<Browser> => {
  const browser = await visitor.browser(scheme);
  const { email, password } = ada;
  const { exchange } = await browser.send('login', { body: { email, password } });
  expect(exchange.response).toMatchObject({ status: 200 });
  return browser;
};

const namesOf = ({ redisCommands }: Exchange): readonly string[] =>
  redisCommands.filter(({ insideScript }) => !insideScript).map(({ name }) => name);

const secretsOf = (exchange: Exchange, name: string): readonly string[] => {
  const header = exchange.request.headers.find((candidate) => candidate.name === name);
  return header?.value.secrets.map(({ start, end }) => header.value.text.slice(start, end)) ?? [];
};

describe('an exchange', () => {
  it('is told with what crossed the wire and the commands that ran for it', async () => {
    const session = await loggedIn('session');
    const { exchange } = await session.send('me');
    // Each replica puts off the idle end of a session that it sees for the first time.
    expect(namesOf(exchange)).toEqual(['GET', 'PEXPIREAT']);
    expect(exchange).toMatchObject({ scheme: 'session', kind: 'request', actor: 'page', method: 'GET', path: '/me' });
    expect(exchange.response?.status).toBe(200);
    expect(exchange.response?.body?.text).toContain(ada.id);
    expect(exchange.redisCommandsAreComplete).toBe(true);
    expect(exchange.redisCommands[0]).toMatchObject({ replica: exchange.replica, cause: 'exchange' });
    expect(secretsOf(exchange, 'cookie')).toEqual([expect.stringMatching(/^s%3A/u)]);
  });

  it('needs one command alone of a replica that knows the session', async () => {
    const session = await loggedIn('session');
    const told: (readonly string[])[] = [];
    for (let count = 0; count < 4; count += 1) told.push(namesOf((await session.send('me')).exchange));
    expect(told.at(-1)).toEqual(['GET']);
  });

  it('of a token needs no command of Redis', async () => {
    const jwt = await loggedIn('jwt');
    const { exchange } = await jwt.send('me');
    expect(exchange.response?.status).toBe(200);
    expect(exchange.redisCommandsAreComplete).toBe(true);
    expect(exchange.redisCommands).toEqual([]);
    expect(secretsOf(exchange, 'authorization')).toEqual([expect.stringMatching(/^eyJ/u)]);
  });

  it('that logs in shows what it set, and the script with the commands inside it', async () => {
    const browser = await visitor.browser('session');
    const { exchange } = await browser.send('login', { body: { email: ada.email, password: ada.password } });
    const cookie = exchange.response?.headers.find(({ name }) => name === 'set-cookie')?.value.text;
    expect(cookie).toContain('HttpOnly');
    expect(namesOf(exchange).some((name) => name.startsWith('EVAL'))).toBe(true);
    expect(exchange.redisCommands.some(({ insideScript, name }) => insideScript && name === 'SET')).toBe(true);
    const body = exchange.request.body!;
    expect(body.secrets.map(({ start, end }) => body.text.slice(start, end))).toEqual([ada.password]);
  });

  it('goes to one replica after the other, and to one alone when it is sticky', async () => {
    const browser = await loggedIn('session');
    const replicas = async () => {
      const seen = new Set<number | undefined>();
      for (let count = 0; count < 3; count += 1) seen.add((await browser.send('me')).exchange.replica);
      return seen;
    };
    expect(await replicas()).toEqual(new Set([0, 1, 2]));
    expect((await visitor.change('sticky', { scheme: 'session', on: true })).apis.session.sticky).toBe(true);
    expect((await replicas()).size).toBe(1);
    await visitor.change('sticky', { scheme: 'session', on: false });
  });

  it('counts the bytes of each exchange alone, on one connection', async () => {
    const browser = await visitor.browser('jwt');
    const first = await browser.send('public');
    const second = await browser.send('public');
    expect(second.exchange.request.wireBytes).toBe(first.exchange.request.wireBytes);
    expect(second.exchange.response?.wireBytes).toBe(first.exchange.response?.wireBytes);
    expect(first.exchange.request.wireBytes).toBeGreaterThan(100);
  });
});

const rolesIn = async (scheme: Scheme): Promise<readonly string[]> => {
  const view = await visitor.store(scheme, ada.id);
  if (view.status !== 'read') throw new Error(view.status);
  for (const key of view.keys) expect(key.ttlMs).toBeGreaterThan(0);
  return [...new Set(view.keys.map(({ role }) => role))].toSorted();
};

describe('the store', () => {
  it('shows the keys of the user, with their roles and remaining lives', async () => {
    await loggedIn('session');
    await loggedIn('jwt');
    expect(await rolesIn('session')).toEqual(['index', 'session']);
    expect(await rolesIn('jwt')).toEqual(['family', 'index']);
  });

  it('shows the denied session of a token, and the stream of jwt/pushed', async () => {
    await visitor.change('strategy', { scheme: 'jwt', strategy: 'jwt/pushed' });
    const browser = await loggedIn('jwt');
    expect((await browser.send('logout')).status).toBe(204);
    const view = await visitor.store('jwt', ada.id);
    if (view.status !== 'read') throw new Error(view.status);
    expect(view.keys.map(({ role }) => role)).toContain('denied');
    expect(view.stream?.length).toBe(1);
    await visitor.change('strategy', { scheme: 'jwt', strategy: 'jwt/stateless' });
  });
});

const probesSince = (scheme: Scheme, since: number): readonly ThiefProbe[] =>
  visitor.events
    .slice(since)
    .flatMap((event) => (event.type === 'thief-probe' && event.probe.scheme === scheme ? [event.probe] : []));

/** The first probe of each replica, sent after `sinceMs`, with that outcome. */
const everyReplica = async (scheme: Scheme, outcome: ThiefProbe['outcome'], sinceMs: number): Promise<void> => {
  for (const replica of [0, 1, 2]) {
    await visitor.hear((event: DemoEvent) => {
      if (event.type !== 'thief-probe') return undefined;
      const { probe } = event;
      const isIt = probe.scheme === scheme && probe.replica === replica && probe.outcome === outcome;
      return isIt && probe.atMs >= sinceMs ? probe : undefined;
    });
  }
};

describe('the thief', () => {
  it('has nothing to take before anybody has logged in', async () => {
    const ben = (await visitor.state()).users[1]!;
    const refusal = await visitor.ask('steal', { scheme: 'session', userId: ben.id });
    expect(refusal).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it.each(['session/redis', 'jwt/denylist'] as const)('is out at once after a logout with %s', async (strategy) => {
    const scheme = strategy.startsWith('jwt') ? 'jwt' : 'session';
    if (scheme === 'jwt') await visitor.change('strategy', { scheme, strategy });
    const browser = await loggedIn(scheme);
    const stolenAtMs = Date.now();
    const state = await visitor.change('steal', { scheme, userId: ada.id });
    expect(state.apis[scheme].thief).toMatchObject({ userId: ada.id });
    await everyReplica(scheme, 'accepted', stolenAtMs);
    expect((await browser.send('logout')).status).toBe(204);
    const [ackMs, since] = [Date.now() + 1, visitor.events.length];
    await everyReplica(scheme, 'refused', ackMs);
    expect(probesSince(scheme, since).filter(({ atMs, outcome }) => atMs > ackMs && outcome === 'accepted')).toEqual(
      [],
    );
    expect((await visitor.change('stopThief', { scheme })).apis[scheme].thief).toBeUndefined();
  });

  it('lives on after a logout with jwt/stateless, until the token expires', async () => {
    await visitor.change('strategy', { scheme: 'jwt', strategy: 'jwt/stateless' });
    const browser = await loggedIn('jwt');
    await visitor.change('steal', { scheme: 'jwt' });
    expect((await browser.send('logout')).status).toBe(204);
    const ackMs = Date.now() + 1;
    await everyReplica('jwt', 'accepted', ackMs);
    await everyReplica('jwt', 'refused', ackMs);
    await visitor.change('stopThief', { scheme: 'jwt' });
  });

  it('with the refresh token gets a new access token when the old one has expired', async () => {
    await loggedIn('jwt');
    const since = visitor.events.length;
    await visitor.change('steal', { scheme: 'jwt', withRefreshToken: true });
    const refresh = await visitor.hear((event) => (event.type === 'thief-refresh' ? event.refresh : undefined), since);
    expect(refresh.outcome).toBe('accepted');
    await everyReplica('jwt', 'accepted', refresh.atMs);
    await visitor.change('stopThief', { scheme: 'jwt' });
  });
});

describe('the admin', () => {
  it('ends what another user holds, without the browser that he sits in', async () => {
    const browser = await loggedIn('session');
    const since = visitor.events.length;
    const { status, body } = await visitor.ask('admin', { scheme: 'session', userId: ada.id, logoutEverywhere: true });
    expect([status, body]).toEqual([200, expect.objectContaining({ status: 204 })]);
    const told = await visitor.hear(
      (event) => (event.type === 'exchange' && event.exchange.path.startsWith('/admin/') ? event.exchange : undefined),
      since,
    );
    expect(told.actor).toBe('admin');
    expect(told.request.headers.map(({ name }) => name)).not.toContain('demo-actor');
    expect((await browser.send('me')).status).toBe(401);
  });

  it('is nobody that a visitor could steal from', async () => {
    const admin = (await visitor.state()).users[2]!;
    expect((await visitor.ask('steal', { scheme: 'session', userId: admin.id })).status).toBe(409);
  });
});

const statuses = async (browsers: readonly Browser[]): Promise<readonly number[]> => {
  const seen: number[] = [];
  for (const browser of browsers) seen.push((await browser.send('me')).status);
  return seen;
};

/** A replica notices by itself that its Redis is back. */
const becomes = async (browser: Browser, status: number): Promise<void> => {
  let answered = 0;
  for (let count = 0; count < 3; answered === status ? (count += 1) : (count = 0)) {
    answered = (await browser.send('me')).status;
  }
};

describe('a fault', () => {
  it.each([{ kind: 'hang' }, { kind: 'slow', delayMs: 1500 }] as const)(
    'that makes Redis $kind is a 503 for sessions, and nothing to tokens',
    async (fault) => {
      const browsers = [await loggedIn('session'), await loggedIn('jwt')];
      expect((await visitor.change('fault', fault)).fault).toEqual(fault);
      expect(await statuses(browsers)).toEqual([503, 200]);
      const view = await visitor.store('session', ada.id);
      expect(view.status).toBe(fault.kind === 'hang' ? 'unreachable' : 'read');
      await visitor.change('fault', { kind: 'none' });
      await becomes(browsers[0]!, 200);
    },
  );

  it('that takes Redis away lets no replica start', async () => {
    await visitor.change('fault', { kind: 'hang' });
    const wish = { scheme: 'session', strategy: 'session/tracked' };
    expect(await visitor.ask('strategy', wish)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    await visitor.change('fault', { kind: 'none' });
  });

  it('that kills Redis loses every session, and no token', async () => {
    const browsers = [await loggedIn('session'), await loggedIn('jwt')];
    await visitor.change('fault', { kind: 'kill' });
    expect(await statuses(browsers)).toEqual([503, 200]);
    await visitor.change('fault', { kind: 'none' });
    await becomes(browsers[0]!, 401);
    expect(namesOf((await (await loggedIn('session')).send('me')).exchange)).toContain('GET');
  });
});

describe('a replica', () => {
  it('that was killed is passed by, and takes part again when it is started', async () => {
    const browser = await loggedIn('session');
    const replica = { scheme: 'session', index: 1 } as const;
    const killed = await visitor.change('replica', { ...replica, action: 'kill' });
    expect(killed.apis.session.replicas.map(({ status }) => status)).toEqual(['alive', 'dead', 'alive']);
    const seen = new Set<number | undefined>();
    for (let count = 0; count < 4; count += 1) seen.add((await browser.send('me')).exchange.replica);
    expect(seen).toEqual(new Set([0, 2]));
    expect((await visitor.ask('replica', { ...replica, action: 'kill' })).status).toBe(409);
    const started = await visitor.change('replica', { ...replica, action: 'start' });
    expect(started.apis.session.replicas[1]?.status).toBe('alive');
    for (let count = 0; count < 3; count += 1) seen.add((await browser.send('me')).exchange.replica);
    expect(seen).toEqual(new Set([0, 1, 2]));
  });

  it('missing altogether is a 503 that the page can read', async () => {
    for (const index of [0, 1, 2]) await visitor.change('replica', { scheme: 'jwt', index, action: 'kill' });
    const { exchange } = await (await visitor.browser('jwt')).send('public');
    expect(exchange.response?.status).toBe(503);
    expect(exchange.replica).toBeUndefined();
    expect(exchange.response?.headers).toContainEqual({
      name: 'access-control-allow-origin',
      value: { text: page, secrets: [] },
    });
  });
});

describe('a reset', () => {
  it('brings back users, replicas and empty stores', async () => {
    const browser = await loggedIn('session');
    const words = { currentPassword: ada.password, newPassword: 'ada counts oranges' };
    expect((await browser.send('changePassword', { body: words })).status).toBe(204);
    await visitor.change('fault', { kind: 'kill' });
    const state = await visitor.change('reset', {});
    expect(state.fault).toEqual({ kind: 'none' });
    for (const scheme of SCHEMES) {
      expect(state.apis[scheme].replicas.map(({ status }) => status)).toEqual(['alive', 'alive', 'alive']);
      expect(await visitor.store(scheme, ada.id)).toMatchObject({ status: 'read', keys: [] });
      await loggedIn(scheme);
    }
  });
});

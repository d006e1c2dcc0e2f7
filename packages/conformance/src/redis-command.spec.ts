// What each route asks of Redis, counted by Redis itself: exact, and the same however many login sessions a user has.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Operation, type Strategy } from '@authlab/contract';
import { CommandMonitor, type Counts } from './command-monitor.ts';
import { type LoggedIn, startTarget, type Target, TARGETS } from './target.ts';

/** Round trips by strategy; a script counts as one, whatever it does inside. */
const EXPECTED: Readonly<Record<Strategy, Partial<Record<Operation, Counts>>>> = {
  'session/redis': {
    public: {},
    me: { get: 1 },
    listSessions: { get: 1, evalsha: 1 },
    logout: { get: 1, evalsha: 1 },
    logoutEverywhere: { get: 1, evalsha: 1 },
  },
  'session/tracked': {
    public: {},
    me: {},
    listSessions: { evalsha: 1 },
    logout: { evalsha: 1 },
    logoutEverywhere: { evalsha: 1 },
  },
  'session/memory': { public: {}, me: {}, listSessions: {}, logout: {}, logoutEverywhere: {} },
  'jwt/stateless': {
    public: {},
    me: {},
    listSessions: { evalsha: 1 },
    refresh: { evalsha: 1 },
    logout: { evalsha: 1 },
    logoutEverywhere: { evalsha: 1 },
  },
  'jwt/denylist': {
    public: {},
    me: { mget: 1 },
    listSessions: { mget: 1, evalsha: 1 },
    refresh: { evalsha: 1 },
    logout: { mget: 1, evalsha: 1 },
    logoutEverywhere: { mget: 1, evalsha: 1 },
  },
  'jwt/pushed': {
    public: {},
    me: {},
    listSessions: { evalsha: 1 },
    refresh: { evalsha: 1 },
    logout: { evalsha: 2 },
    logoutEverywhere: { evalsha: 2 },
  },
};

describe.each(TARGETS)('%s', (strategy) => {
  let target: Target;
  let monitor: CommandMonitor;
  beforeAll(async () => {
    target = await startTarget(strategy, { ACCESS_TTL_SECONDS: '300', LOGIN_LIMIT_PER_ACCOUNT: '0' });
    monitor = await CommandMonitor.open(target.redis.url);
  });
  afterAll(async () => {
    monitor.close();
    await target[Symbol.asyncDispose]();
  });

  /** What one request costs a user with this many login sessions, whose first use has been noted already. */
  const countsOf = async (operation: Operation, sessions: number): Promise<Counts> => {
    // A server learns a script at its first use; afterwards its digest is enough.
    await (await target.user()).client.send(operation);
    const user: LoggedIn = await target.user();
    for (let count = 1; count < sessions; count += 1) await target.logIn(user.email);
    await user.client.send('me');
    return await monitor.during(async () => await user.client.send(operation));
  };

  const operations = Object.entries(EXPECTED[strategy]) as [Operation, Counts][];

  it.each(operations)('%s costs %j', async (operation, expected) => {
    expect(await countsOf(operation, 1)).toEqual(expected);
  });

  it.each(operations)('%s costs the same with 20 login sessions', async (operation, expected) => {
    expect(await countsOf(operation, 20)).toEqual(expected);
  });
});

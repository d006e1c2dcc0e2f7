// The index of a user's sessions and the sessions themselves cannot drift apart, whatever happens in whatever order.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { array, assert, asyncProperty, boolean, constantFrom, nat, oneof, tuple } from 'fast-check';
import { createClient } from 'redis';
import type { SessionData } from 'express-session';
import { indexKeyOfUser, newSessionId, sessionKey } from '../src/session/session-id.ts';
import { openTestStore, type TestStore } from './test-store.ts';

const MAX = 5;
const USERS = ['0b0e2a0c-0000-4000-8000-000000000001', '0b0e2a0c-0000-4000-8000-000000000002'] as const;

/** What must be there: ids of live sessions by user, oldest first. */
type Model = Record<string, string[]>;

interface World {
  readonly opened: TestStore;
  readonly admin: ReturnType<typeof createClient>;
  clockMs: number;
}

interface Step {
  run(model: Model, world: World): Promise<void>;
}

const sessionFor = (userId: string, createdAtMs: number): SessionData =>
  ({ cookie: {}, login: { userId, roles: ['user'], ip: '::1', createdAtMs } }) as never;

const chosen = (ids: readonly string[], choice: number): string | undefined => ids[choice % Math.max(1, ids.length)];

const create = (user: string): Step => ({
  async run(model, world) {
    const id = newSessionId(user);
    world.clockMs += 1;
    await world.opened.store.create(id, sessionFor(user, world.clockMs));
    model[user] = [...model[user]!, id].slice(-MAX);
  },
});

const end = (user: string, choice: number): Step => ({
  async run(model, { opened }) {
    const id = chosen(model[user]!, choice);
    if (id === undefined) return;
    expect(await opened.store.end(id)).toBe(true);
    expect(await opened.store.end(id)).toBe(false);
    model[user] = model[user]!.filter((other) => other !== id);
  },
});

const replace = (user: string, choice: number): Step => ({
  async run(model, world) {
    const old = chosen(model[user]!, choice) ?? newSessionId(user);
    const isLive = model[user]!.includes(old);
    const id = newSessionId(user);
    world.clockMs += 1;
    expect(await world.opened.store.replace(old, id, sessionFor(user, world.clockMs))).toBe(isLive);
    if (isLive) model[user] = [...model[user]!.filter((other) => other !== old), id];
  },
});

const endAll = (user: string, choice: number, keeps: boolean): Step => ({
  async run(model, { opened }) {
    const keep = keeps ? chosen(model[user]!, choice) : undefined;
    await opened.store.endAll(user, keep);
    model[user] = keep === undefined ? [] : [keep];
  },
});

/** Expiry and eviction look the same from here: the session's key is gone, and nobody told the index. */
const vanish = (user: string, choice: number): Step => ({
  async run(model, { admin }) {
    const id = chosen(model[user]!, choice);
    if (id === undefined) return;
    await admin.del(sessionKey(id));
    model[user] = model[user]!.filter((other) => other !== id);
  },
});

const save = (user: string, choice: number): Step => ({
  async run(model, { opened, clockMs }) {
    const id = chosen(model[user]!, choice) ?? newSessionId(user);
    await opened.store.set(id, sessionFor(user, clockMs));
  },
});

const users = constantFrom(...USERS);
const choices = nat({ max: 20 });
const steps = array(
  oneof(
    { weight: 5, arbitrary: users.map(create) },
    { weight: 2, arbitrary: tuple(users, choices).map(([user, choice]) => end(user, choice)) },
    { weight: 2, arbitrary: tuple(users, choices).map(([user, choice]) => replace(user, choice)) },
    { weight: 2, arbitrary: tuple(users, choices).map(([user, choice]) => vanish(user, choice)) },
    { weight: 1, arbitrary: tuple(users, choices).map(([user, choice]) => save(user, choice)) },
    {
      weight: 1,
      arbitrary: tuple(users, choices, boolean()).map(([user, choice, keeps]) => endAll(user, choice, keeps)),
    },
  ),
  { maxLength: 40 },
);

describe('the index of sessions', () => {
  let opened: TestStore;
  let admin: ReturnType<typeof createClient>;
  beforeAll(async () => {
    opened = await openTestStore({ MAX_SESSIONS_PER_USER: MAX });
    admin = createClient({ url: opened.url });
    await admin.connect();
  });
  afterAll(async () => {
    admin.destroy();
    await opened[Symbol.asyncDispose]();
  });

  it('lists exactly the sessions that can be used, after any history', async () => {
    await assert(
      asyncProperty(steps, async (history) => {
        await admin.flushAll();
        const model: Model = Object.fromEntries(USERS.map((user) => [user, []]));
        const world: World = { opened, admin, clockMs: Date.now() };
        for (const step of history) await step.run(model, world);
        for (const user of USERS) {
          const listed = await opened.store.listOf(user);
          expect(listed.map(({ sessionId }) => sessionId).toReversed()).toEqual(model[user]);
          const found = await Promise.all(model[user]!.map(async (id) => await opened.store.find(id)));
          expect(found.every((login) => login?.userId === user)).toBe(true);
          // After the look, the index holds nothing but what it listed.
          expect(await admin.zCard(indexKeyOfUser(user))).toBe(model[user]!.length);
        }
        expect(await admin.keys('sess:*')).toHaveLength(
          USERS.flatMap((user) => model[user]!).length + USERS.filter((user) => model[user]!.length > 0).length,
        );
      }),
      { numRuns: 150 },
    );
  });

  it('lives at least as long as the sessions that it lists', async () => {
    const [user] = USERS;
    const id = newSessionId(user);
    await opened.store.create(id, sessionFor(user, Date.now()));
    const [ofIndex, ofSession] = [await admin.pTTL(indexKeyOfUser(user)), await admin.pTTL(sessionKey(id))];
    expect(ofIndex).toBeGreaterThan(ofSession);
  });
});

// The contract of the user repository, on both databases.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseServer } from '../test/database-server.ts';
import { DATABASE_KINDS, startDatabases } from '../test/start-databases.ts';
import { openUserStore, type UserStore } from './store/open-user-store.ts';
import { newUser, type User } from './user.ts';

const fresh = (email: string, change: Partial<User> = {}): User => ({
  ...newUser({ email, displayName: 'Ada', passwordHash: 'hash', roles: ['user'] }),
  ...change,
});

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe.each(DATABASE_KINDS)('UserRepository on %s', (kind) => {
  let server: DatabaseServer;
  let url = '';
  let store: UserStore;
  beforeAll(async () => {
    server = await startDatabases(kind);
  }, 60_000);
  afterAll(() => server.stop());
  beforeEach(async () => {
    url = await server.freshDatabase();
    store = await openUserStore(url);
  });
  afterEach(() => store.close());

  it('gives back exactly the user that was inserted', async () => {
    const user = fresh('Ada.Lovelace@Example.com', {
      roles: ['user', 'admin'],
      disabled: true,
      epoch: 7,
      displayName: 'Ädä 🐎 \'"--',
    });
    await store.users.insert(user);
    expect(await store.users.findById(user.id)).toEqual(user);
    expect(await store.users.findByEmail(user.email)).toEqual(user);
  });

  it('finds an address in whatever case and composition, and keeps its spelling', async () => {
    await store.users.insert(fresh('Zoë@Example.com'));
    for (const email of ['zoë@example.com', 'ZOË@EXAMPLE.COM', 'zoe\u0308@example.com']) {
      expect((await store.users.findByEmail(email))?.email).toBe('Zoë@Example.com');
    }
    expect(await store.users.findByEmail('zoe@example.com')).toBeUndefined();
  });

  it('refuses an address that differs in case alone', async () => {
    await store.users.insert(fresh('ada@example.com'));
    await expect(store.users.insert(fresh('ADA@example.com'))).rejects.toMatchObject({ code: 'email_taken' });
    expect(await store.users.list({ limit: 10 })).toHaveLength(1);
  });

  it('lets exactly one of two inserts at once have the address', async () => {
    const other = await openUserStore(url);
    try {
      for (let round = 0; round < 20; round += 1) {
        const outcomes = await Promise.allSettled([
          store.users.insert(fresh(`Ada${round}@x.org`)),
          other.users.insert(fresh(`ada${round}@X.org`)),
        ]);
        expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected']);
        expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({
          code: 'email_taken',
        });
      }
      expect(await store.users.list({ limit: 100 })).toHaveLength(20);
    } finally {
      await other.close();
    }
  });

  it('inserts all users or none', async () => {
    const many = Array.from({ length: 2500 }, (_, index) => fresh(`user-${index}@x.org`));
    await store.users.insert(fresh('USER-2400@x.org'));
    await expect(store.users.insertAll(many)).rejects.toMatchObject({ code: 'email_taken' });
    expect(await store.users.list({ limit: 5000 })).toHaveLength(1);
    await store.users.insertAll(many.filter((user) => user.email !== 'user-2400@x.org'));
    expect(await store.users.list({ limit: 5000 })).toHaveLength(2500);
  });

  it('lets a second store write as soon as the transaction of the first has ended', async () => {
    const other = await openUserStore(url);
    try {
      const many = Array.from({ length: 2500 }, (_, index) => fresh(`user-${index}@x.org`));
      await Promise.all([store.users.insertAll(many), other.users.insert(fresh('ada@example.com'))]);
      expect(await store.users.list({ limit: 5000 })).toHaveLength(2501);
    } finally {
      await other.close();
    }
  });

  it('lists by id, page after page, each user once', async () => {
    const many = Array.from({ length: 25 }, (_, index) => fresh(`user-${index}@x.org`));
    await store.users.insertAll(many);
    const seen: string[] = [];
    let page = await store.users.list({ limit: 10 });
    while (page.length > 0) {
      seen.push(...page.map((user) => user.id));
      page = await store.users.list({ after: seen.at(-1), limit: 10 });
    }
    expect(seen).toEqual(many.map((user) => user.id).toSorted());
  });

  it('replaces a password hash only while it is the expected one', async () => {
    const user = fresh('ada@example.com');
    await store.users.insert(user);
    expect(await store.users.setPasswordHash(user.id, 'second', { onlyIf: 'hash' })).toBe(true);
    expect(await store.users.setPasswordHash(user.id, 'third', { onlyIf: 'hash' })).toBe(false);
    expect((await store.users.findById(user.id))?.passwordHash).toBe('second');
    expect(await store.users.setPasswordHash(user.id, 'fourth')).toBe(true);
    expect((await store.users.findById(user.id))?.passwordHash).toBe('fourth');
  });

  it('replaces a password and raises the epoch in one step, while the old hash is the expected one', async () => {
    const user = fresh('ada@example.com');
    await store.users.insert(user);
    const replace = async (old: string, next: string) => await store.users.replacePassword(user.id, { old, next });
    expect(await replace('another', 'second')).toBeUndefined();
    const attempts = await Promise.all(['second', 'third', 'fourth'].map(async (next) => await replace('hash', next)));
    const [won, ...others] = attempts.filter((attempt) => attempt !== undefined);
    expect([won?.epoch, others]).toEqual([1, []]);
    expect(await store.users.findById(user.id)).toEqual(won);
  });

  it('changes what the patch names and nothing else', async () => {
    const user = fresh('ada@example.com');
    await store.users.insert(user);
    await store.users.insert(fresh('other@example.com'));
    // Whoever is disabled begins a new epoch: what was given out before counts no more.
    const disabled = { ...user, disabled: true, epoch: 1 };
    expect(await store.users.update(user.id, { disabled: true })).toEqual(disabled);
    const promoted = { ...disabled, roles: ['admin'], epoch: 2 };
    expect(await store.users.update(user.id, { roles: ['admin'] })).toEqual(promoted);
    const enabled = { ...promoted, disabled: false };
    expect(await store.users.update(user.id, { disabled: false })).toEqual(enabled);
    expect(await store.users.update(user.id, {})).toEqual(enabled);
    expect(await store.users.findByEmail('other@example.com')).toMatchObject({ disabled: false, roles: ['user'] });
  });

  it('raises the epoch once for each call, though two stores do so at once', async () => {
    const other = await openUserStore(url);
    try {
      const user = fresh('ada@example.com');
      await store.users.insert(user);
      const calls = Array.from({ length: 50 }, (_, index) =>
        (index % 2 === 0 ? store : other).users.raiseEpoch(user.id),
      );
      const epochs = await Promise.all(calls);
      expect(epochs.toSorted((a, b) => Number(a) - Number(b))).toEqual(
        Array.from({ length: 50 }, (_, index) => index + 1),
      );
      expect((await store.users.findById(user.id))?.epoch).toBe(50);
    } finally {
      await other.close();
    }
  });

  it.each([
    UNKNOWN_ID,
    '',
    'not-a-uuid',
    UNKNOWN_ID.toUpperCase().replace('4', 'A'),
    '\0',
    "' OR 1=1 --",
    '1'.repeat(100_000),
  ])('knows no user with an id of another making (%#)', async (id) => {
    await store.users.insert(fresh('ada@example.com'));
    expect(await store.users.findById(id)).toBeUndefined();
    expect(await store.users.update(id, { disabled: true })).toBeUndefined();
    expect(await store.users.update(id, {})).toBeUndefined();
    expect(await store.users.raiseEpoch(id)).toBeUndefined();
    expect(await store.users.setPasswordHash(id, 'new')).toBe(false);
    expect(await store.users.replacePassword(id, { old: 'hash', next: 'new' })).toBeUndefined();
  });

  it.each(['', 'not-a-uuid', '\0'])('has no page after %j', async (after) => {
    await store.users.insert(fresh('ada@example.com'));
    expect(await store.users.list({ after, limit: 10 })).toEqual([]);
  });

  it('knows whether any admin exists', async () => {
    await store.users.insert(fresh('admin@example.com', { displayName: '"admin"' }));
    expect(await store.users.anyAdmin()).toBe(false);
    await store.users.insert(fresh('root@example.com', { roles: ['admin'], disabled: true }));
    expect(await store.users.anyAdmin()).toBe(true);
  });

  it('answers a ping', async () => {
    await expect(store.users.ping()).resolves.toBeUndefined();
  });

  it('finds everything again after it was closed', async () => {
    const user = fresh('ada@example.com');
    await store.users.insert(user);
    await store.close();
    store = await openUserStore(url);
    expect(await store.users.findById(user.id)).toEqual(user);
  });
});

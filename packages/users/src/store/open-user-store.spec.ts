// Opening the store: many processes at once, addresses that cannot be used, databases that fail.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { DatabaseServer } from '../../test/database-server.ts';
import { DATABASE_KINDS, startDatabases } from '../../test/start-databases.ts';
import { startStubbornProxy } from '../../test/stubborn-proxy.ts';
import { newUser } from '../user.ts';
import { openUserStore } from './open-user-store.ts';

const servers = {} as Record<(typeof DATABASE_KINDS)[number], DatabaseServer>;
beforeAll(async () => {
  for (const kind of DATABASE_KINDS) servers[kind] = await startDatabases(kind);
}, 60_000);
afterAll(async () => {
  for (const server of Object.values(servers)) await server.stop();
});

const failureOf = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'it did not fail',
    (error: unknown) => error,
  );

const fileOf = (url: string): string => url.slice('sqlite:'.length);

const pgQuery = async (url: string, text: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

const query = async (url: string, text: string): Promise<unknown[]> => {
  if (!url.startsWith('sqlite:')) return pgQuery(url, text);
  const database = new DatabaseSync(fileOf(url));
  try {
    return database.prepare(text).all();
  } finally {
    database.close();
  }
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

describe.each(DATABASE_KINDS)('several processes on %s', (kind) => {
  const PROCESSES = 8;
  const RAISES = 25;

  it('open one fresh database at the same instant, migrate it once, and agree on its users', async () => {
    const url = await servers[kind].freshDatabase();
    const script = fileURLToPath(new URL('../../test/replica.ts', import.meta.url));
    const startAtMs = Date.now() + 2500;
    const emails = Array.from({ length: PROCESSES }, (_, index) => (index % 2 === 0 ? 'Ada@x.org' : 'ada@X.org'));
    const runs = await Promise.all(
      emails.map((email) => promisify(execFile)(process.execPath, [script, url, `${startAtMs}`, email, `${RAISES}`])),
    );
    const replicas = runs.map(({ stdout }) => JSON.parse(stdout) as { registered: boolean; epochs: number[] });

    expect(replicas.filter((replica) => replica.registered)).toHaveLength(1);
    const epochs = replicas.flatMap((replica) => replica.epochs).toSorted((a, b) => a - b);
    expect(epochs).toEqual(Array.from({ length: PROCESSES * RAISES }, (_, index) => index + 1));
    expect(await query(url, 'SELECT name FROM kysely_migration')).toMatchObject([{ name: '0001-create-users' }]);
    expect(await query(url, 'SELECT email FROM users')).toHaveLength(1);
  }, 60_000);
});

describe.each(DATABASE_KINDS)('several stores in one process on %s', (kind) => {
  it('open one fresh database at once', async () => {
    const url = await servers[kind].freshDatabase();
    const stores = await Promise.all(Array.from({ length: 6 }, () => openUserStore(url)));
    expect(await query(url, 'SELECT name FROM kysely_migration')).toHaveLength(1);
    await Promise.all(stores.map((store) => store.close()));
  });
});

describe('openUserStore', () => {
  it.each([
    'mysql://root:hunter2@localhost/db',
    'postgres:hunter2',
    'postgres://user:hunter2#@localhost/db',
    'postgres://user:hunter2@localhost:port/db',
    'postgres://user:hunter2%ff@localhost/db',
    'postgres://user:hunter2@localhost/db?sslrootcert=/no/such/file',
    'sqlite:',
    'sqlite://hunter2/users.db',
    'sqlite:/no/such/folder/hunter2/users.db',
    'hunter2',
    '',
  ])('refuses %j without repeating it', async (url) => {
    const error = await failureOf(openUserStore(url));
    expect(error).toMatchObject({ name: 'DatabaseUrlError' });
    expect((error as Error).cause).toBeUndefined();
    expect(`${(error as Error).message} ${(error as Error).stack}`).not.toContain('hunter2');
  });

  it('leaves a wrong password the error that it is, without repeating the password', async () => {
    const url = new URL(await servers.postgres.freshDatabase());
    url.password = 'hunter2';
    const error = await failureOf(openUserStore(url.href));
    expect(error).toMatchObject({ code: '28P01' });
    expect((error as Error).message).not.toContain('hunter2');
  });

  it('makes the SQLite file and its side files readable by their owner alone', async () => {
    const url = await servers.sqlite.freshDatabase();
    const store = await openUserStore(url);
    await store.users.ping();
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(fileOf(url) + suffix).mode & 0o777).toBe(0o600);
    await store.close();
  });

  it('uses write-ahead logging', async () => {
    const url = await servers.sqlite.freshDatabase();
    await (await openUserStore(url)).close();
    expect(await query(url, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  });

  it('waits for another process that is just making the SQLite file', async () => {
    const url = await servers.sqlite.freshDatabase();
    const maker = new DatabaseSync(fileOf(url));
    maker.exec('BEGIN EXCLUSIVE');
    const done = sleep(100).then(() => maker.exec('COMMIT'));
    const store = await openUserStore(url);
    await expect(store.users.ping()).resolves.toBeUndefined();
    await done;
    maker.close();
    await store.close();
  });

  it('gives each opener of sqlite::memory: a database of its own', async () => {
    const [one, two] = [await openUserStore('sqlite::memory:'), await openUserStore('sqlite::memory:')];
    await one.users.insert(newUser({ email: 'a@x.org', displayName: 'A', passwordHash: 'hash', roles: ['user'] }));
    expect(await one.users.list({ limit: 5 })).toHaveLength(1);
    expect(await two.users.list({ limit: 5 })).toHaveLength(0);
    await Promise.all([one.close(), two.close()]);
  });
});

describe('a failing database', () => {
  const outage = expect.objectContaining({
    code: 'store_unavailable',
    message: 'store_unavailable',
    details: expect.objectContaining({ retryAfterSeconds: expect.any(Number), cause: expect.anything() }),
  });

  it('is unavailable when PostgreSQL refuses the connection', async () => {
    expect(await failureOf(openUserStore(`postgres://u:hunter2@127.0.0.1:${await freePort()}/db`))).toEqual(outage);
  });

  it('is unavailable when PostgreSQL does not answer at all', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const url = `postgres://u:hunter2@127.0.0.1:${port}/db`;
    expect(await failureOf(openUserStore(url, { connectTimeoutMs: 100 }))).toEqual(outage);
    silent.close();
  });

  it('is unavailable while PostgreSQL hangs, never waits longer than its limits, and recovers', async () => {
    const url = new URL(await servers.postgres.freshDatabase());
    const proxy = await startStubbornProxy(Number(url.port));
    url.port = `${proxy.port}`;
    const store = await openUserStore(url.href, { maxConnections: 2, connectTimeoutMs: 200, statementTimeoutMs: 100 });
    try {
      await Promise.all([store.users.ping(), store.users.ping()]);
      proxy.hang();
      const answers = await Promise.all(Array.from({ length: 6 }, () => failureOf(store.users.ping())));
      expect(answers).toEqual(Array.from({ length: 6 }, () => outage));
      proxy.recover();
      await store.users.ping();
    } finally {
      await store.close();
      await proxy.stop();
    }
  });

  it('is unavailable when a statement takes longer than its limit', async () => {
    const url = await servers.postgres.freshDatabase();
    const store = await openUserStore(url, { statementTimeoutMs: 100 });
    const blocker = new Client({ connectionString: url });
    await blocker.connect();
    await blocker.query('BEGIN; LOCK TABLE users');
    const error = await failureOf(store.users.list({ limit: 1 }));
    await blocker.end();
    await store.close();
    expect(error).toEqual(outage);
    expect((error as Error).cause).toMatchObject({ code: '57014' });
  });

  it('survives the loss of its idle connections', async () => {
    const url = await servers.postgres.freshDatabase();
    const store = await openUserStore(url);
    await store.users.ping();
    await pgQuery(
      url,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
    );
    await sleep(200);
    await expect(store.users.ping()).resolves.toBeUndefined();
    await store.close();
  });

  it('is unavailable while another process locks the SQLite file, and works afterwards', async () => {
    const url = await servers.sqlite.freshDatabase();
    const store = await openUserStore(url, { statementTimeoutMs: 50 });
    const locker = new DatabaseSync(fileOf(url));
    locker.exec('BEGIN IMMEDIATE');
    const user = newUser({ email: 'a@x.org', displayName: 'A', passwordHash: 'hash', roles: ['user'] });
    expect(await failureOf(store.users.insert(user))).toEqual(outage);
    expect(await failureOf(store.users.insertAll([user]))).toEqual(outage);
    locker.exec('ROLLBACK');
    locker.close();
    await store.users.insert(user);
    expect(await store.users.findById(user.id)).toEqual(user);
    await store.close();
  });

  it('serves others while it waits for the lock of the SQLite file', async () => {
    const url = await servers.sqlite.freshDatabase();
    const store = await openUserStore(url);
    const locker = new DatabaseSync(fileOf(url));
    locker.exec('BEGIN IMMEDIATE');
    const unlocking = sleep(100).then(() => locker.exec('ROLLBACK'));
    const user = newUser({ email: 'a@x.org', displayName: 'A', passwordHash: 'hash', roles: ['user'] });
    await expect(store.users.insert(user)).resolves.toBeUndefined();
    await unlocking;
    locker.close();
    await store.close();
  });

  it('leaves an error of the schema the error that it is', async () => {
    const url = await servers.sqlite.freshDatabase();
    const store = await openUserStore(url);
    await query(url, 'DROP TABLE users');
    expect(await failureOf(store.users.list({ limit: 1 }))).toMatchObject({ code: 'ERR_SQLITE_ERROR' });
    await store.close();
  });
});

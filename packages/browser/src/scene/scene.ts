// Where the facts are observed: a browser, both APIs, a page that they trust and one that they do not.
import { join } from 'node:path';
import { AuthClient } from '@authlab/client';
import type { Scheme } from '@authlab/contract';
import { apiReplica, makeApiSecrets, type RedisServer, type Replica, type Stack } from '@authlab/stack';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../open-browser.ts';
import { ApiGate } from './api-gate.ts';
import { PageServer } from './page-server.ts';

/** Two names of one machine: for a browser two sites, while ports make no difference to it. */
export type Host = 'localhost' | '127.0.0.1' | 'plain.test';

/** A profile of its own with one page in it. */
export interface Visit extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly page: Page;
}

export interface Scene {
  readonly browser: Browser;
  /** By scheme: `session/redis` and `jwt/stateless`. */
  readonly gates: Readonly<Record<Scheme, ApiGate>>;
  readonly redis: RedisServer;
  /** On the allow-list of both APIs, under both names. */
  readonly friend: PageServer;
  /** On no list. */
  readonly stranger: PageServer;
  readonly visit: () => Promise<Visit>;
  /** Makes an account at both APIs, which share their users, and returns its address. */
  readonly register: () => Promise<string>;
}

export const PASSWORD = 'correct horse battery staple';
/** Facts are about what happens, not about when it ends. */
const ACCESS_TTL_SECONDS = 300;

export const addressOf = (host: Host, { port }: { readonly port: number }): string => `http://${host}:${port}`;

/** Everything in it ends with the stack. */
export const openScene = async (stack: Stack): Promise<Scene> => {
  const [browser, friend, stranger, redis, folder] = await Promise.all([
    openBrowser(stack),
    stack.own(async () => await PageServer.start()),
    stack.own(async () => await PageServer.start()),
    stack.redis(),
    stack.folder('browser-facts'),
  ]);
  const env = {
    ALLOWED_ORIGINS: `${addressOf('localhost', friend)},${addressOf('127.0.0.1', friend)}`,
    ACCESS_TTL_SECONDS: String(ACCESS_TTL_SECONDS),
    ARGON2_MEMORY_KIB: '64',
    LOGIN_LIMIT_PER_ADDRESS: '0',
  };
  const place = {
    redisEnv: redis.apiEnv,
    databaseUrl: `sqlite:${join(folder, 'users.db')}`,
    secrets: makeApiSecrets(),
  };
  // One after the other: the first makes the tables that they share.
  const session = await stack.replica(apiReplica('session/redis', { ...place, env }));
  const jwt = await stack.replica(apiReplica('jwt/stateless', { ...place, env }));
  const gateTo = async ({ url }: Replica): Promise<ApiGate> => await stack.own(async () => await ApiGate.start(url));
  return {
    browser,
    redis,
    friend,
    stranger,
    gates: { session: await gateTo(session), jwt: await gateTo(jwt) },
    visit: visitsTo(browser),
    register: registerAt(session.url),
  };
};

/** A profile is opened where none is idle, and is as empty as a new one when it is given back. */
const visitsTo = (browser: Browser): (() => Promise<Visit>) => {
  const idle: Omit<Visit, typeof Symbol.asyncDispose>[] = [];
  return async () => {
    const { context, page } = idle.pop() ?? (await openProfile(browser));
    const giveBack = async (): Promise<void> => {
      await Promise.all(
        context.pages().map(async (open) => await (open === page ? page.goto('about:blank') : open.close())),
      );
      await context.clearCookies();
      idle.push({ context, page });
    };
    return { context, page, [Symbol.asyncDispose]: giveBack };
  };
};

const openProfile = async (browser: Browser) => {
  const context = await browser.newContext();
  return { context, page: await context.newPage() };
};

const registerAt = (baseUrl: string): (() => Promise<string>) => {
  const client = new AuthClient({ scheme: 'session', baseUrl });
  let accounts = 0;
  return async () => {
    accounts += 1;
    const email = `user.${accounts}@example.com`;
    const body = { email, password: PASSWORD, displayName: `User ${accounts}` };
    const { status } = await client.send('register', { body, anonymous: true });
    if (status !== 201) throw new Error(`register answered ${status}`);
    return email;
  };
};

// What the conformance suite runs against: one API in one strategy on a Redis and a database of its own.
import { join } from 'node:path';
import { AuthClient } from '@authlab/client';
import { abilities, type AbilityOfStrategy, type Scheme, type Strategy } from '@authlab/contract';
import {
  apiReplica,
  makeApiSecrets,
  openStack,
  type RedisServer,
  type Replica,
  schemeOf,
  type Stack,
} from '@authlab/stack';

/** The strategies that are built; each test of the suite runs for each of them. */
export const TARGETS: readonly Strategy[] = ['session/redis', 'session/tracked', 'session/memory', 'jwt/stateless'];

export const PASSWORD = 'correct horse battery staple';
const ADMIN = { email: 'admin@example.com', password: 'a long pass phrase for the admin' };

/** Lifetime of access tokens in the suite: short, so that expiry is seen and not assumed. */
export const ACCESS_TTL_SECONDS = 3;

export interface Target extends AsyncDisposable {
  readonly strategy: Strategy;
  readonly scheme: Scheme;
  readonly ability: AbilityOfStrategy;
  readonly replica: Replica;
  /** Its own server, which a test may suspend, kill or read. */
  readonly redis: RedisServer;
  /** A client without a credential. */
  anonymous(): AuthClient;
  /** A client of a fresh account, logged in. */
  user(): Promise<LoggedIn>;
  /** A client of the admin, logged in. */
  admin(): Promise<AuthClient>;
  /** One more login of an account, as on another device. */
  logIn(email: string, device?: string): Promise<AuthClient>;
}

export interface LoggedIn {
  readonly client: AuthClient;
  readonly id: string;
  readonly email: string;
}

/** @param env stronger than what the suite sets */
export const startTarget = async (strategy: Strategy, env: Readonly<Record<string, string>> = {}): Promise<Target> => {
  const stack = await openStack();
  try {
    const [redis, folder] = await Promise.all([stack.redis(), stack.folder('conformance')]);
    const place = { redisUrl: redis.url, databaseUrl: `sqlite:${join(folder, 'users.db')}`, secrets: makeApiSecrets() };
    const replica = await stack.replica(apiReplica(strategy, { ...place, env: { ...SUITE_ENV, ...env } }));
    return new RunningTarget({ stack, strategy, replica, redis });
  } catch (error) {
    await stack.close();
    throw error;
  }
};

const SUITE_ENV = {
  ARGON2_MEMORY_KIB: '64',
  LOGIN_LIMIT_PER_ADDRESS: '0',
  ACCESS_TTL_SECONDS: String(ACCESS_TTL_SECONDS),
  ADMIN_EMAIL: ADMIN.email,
  ADMIN_PASSWORD: ADMIN.password,
};

interface TargetParts {
  readonly stack: Stack;
  readonly strategy: Strategy;
  readonly replica: Replica;
  readonly redis: RedisServer;
}

class RunningTarget implements Target {
  readonly strategy: Strategy;
  readonly replica: Replica;
  readonly redis: RedisServer;
  readonly #stack: Stack;
  #accounts = 0;

  constructor({ stack, strategy, replica, redis }: TargetParts) {
    this.#stack = stack;
    this.strategy = strategy;
    this.replica = replica;
    this.redis = redis;
  }

  get scheme(): Scheme {
    return schemeOf(this.strategy);
  }

  get ability(): AbilityOfStrategy {
    return abilities[this.strategy];
  }

  anonymous(): AuthClient {
    return new AuthClient({ scheme: this.scheme, baseUrl: this.replica.url });
  }

  async user(): Promise<LoggedIn> {
    this.#accounts += 1;
    const email = `User.${this.#accounts}@example.com`;
    const body = { email, password: PASSWORD, displayName: `User ${this.#accounts}` };
    const { status, body: principal } = await this.anonymous().send('register', { body });
    if (status !== 201) throw new Error(`register answered ${status}`);
    return { client: await this.logIn(email), id: (principal as { id: string }).id, email };
  }

  admin(): Promise<AuthClient> {
    return this.#logIn(ADMIN);
  }

  logIn(email: string, device?: string): Promise<AuthClient> {
    return this.#logIn({ email, password: PASSWORD, ...(device === undefined ? {} : { device }) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.close();
  }

  async #logIn(body: object): Promise<AuthClient> {
    const client = this.anonymous();
    const { status } = await client.send('login', { body });
    if (status !== 200) throw new Error(`login answered ${status}`);
    return client;
  }
}

// What the conformance suite runs against: one API in one strategy on a Redis and a database of its own.
import { join } from 'node:path';
import { AuthClient } from '@authlab/client';
import { abilities, type AbilityOfStrategy, type Scheme, type Strategy } from '@authlab/contract';
import { apiReplica, makeApiSecrets, openStack, type Replica, schemeOf, type Stack } from '@authlab/stack';

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
    return new RunningTarget(stack, strategy, await startReplica(stack, strategy, env));
  } catch (error) {
    await stack.close();
    throw error;
  }
};

const startReplica = async (stack: Stack, strategy: Strategy, env: Readonly<Record<string, string>>) => {
  const [{ url: redisUrl }, folder] = await Promise.all([stack.redis(), stack.folder('conformance')]);
  return await stack.replica(
    apiReplica(strategy, {
      redisUrl,
      databaseUrl: `sqlite:${join(folder, 'users.db')}`,
      secrets: makeApiSecrets(),
      env: {
        ARGON2_MEMORY_KIB: '64',
        LOGIN_LIMIT_PER_ADDRESS: '0',
        ACCESS_TTL_SECONDS: String(ACCESS_TTL_SECONDS),
        ADMIN_EMAIL: ADMIN.email,
        ADMIN_PASSWORD: ADMIN.password,
        ...env,
      },
    }),
  );
};

class RunningTarget implements Target {
  readonly strategy: Strategy;
  readonly replica: Replica;
  readonly #stack: Stack;
  #accounts = 0;

  constructor(stack: Stack, strategy: Strategy, replica: Replica) {
    this.#stack = stack;
    this.strategy = strategy;
    this.replica = replica;
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

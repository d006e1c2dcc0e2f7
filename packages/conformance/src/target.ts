// What the conformance suite runs against: one API in one strategy on a Redis and a database of its own.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AuthClient } from '@authlab/client';
import { abilities, type AbilityOfStrategy, type Scheme, STRATEGIES, type Strategy } from '@authlab/contract';
import {
  apiReplica,
  makeApiSecrets,
  openStack,
  type FaultProxy,
  type RedisServer,
  type Replica,
  schemeOf,
  type Stack,
} from '@authlab/stack';
import { isSigning, type Signing, signingKeys } from './signing.ts';
import { type DeployedRedis, type Deployment, DEPLOYMENTS } from './deployment.ts';

/** On one Redis. */
export const TARGETS: readonly Strategy[] = STRATEGIES;

/** A strategy, and how its Redis is deployed or its tokens are signed where that is not one plain server and HS256. */
export type TargetName = Strategy | `${Strategy} ${Deployment | Signing}`;

export const PASSWORD = 'correct horse battery staple';
export const ADMIN = { email: 'admin@example.com', password: 'a long pass phrase for the admin' };

/** Lifetime of access tokens in the suite: short, so that expiry is seen and not assumed. */
export const ACCESS_TTL_SECONDS = 3;

export interface Target extends AsyncDisposable {
  readonly strategy: Strategy;
  readonly scheme: Scheme;
  readonly ability: AbilityOfStrategy;
  readonly replica: Replica;
  /** Its own server, which a test may suspend, kill or read. */
  readonly redis: RedisServer;
  /** Between it and the API; of a target `behind a network` alone. */
  readonly network: FaultProxy;
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
export const startTarget = async (name: TargetName, env: Readonly<Record<string, string>> = {}): Promise<Target> => {
  const { strategy, deployment, keys } = partsOf(name);
  const stack = await openStack();
  try {
    const [redis, folder] = await Promise.all([DEPLOYMENTS[deployment](stack), stack.folder('conformance')]);
    const place = {
      redisEnv: redis.apiEnv,
      databaseUrl: `sqlite:${join(folder, 'users.db')}`,
      secrets: makeApiSecrets(),
      env: { ...SUITE_ENV, ...keys, ...env },
    };
    const replica = await stack.replica(apiReplica(strategy, place));
    if (redis.change !== undefined) {
      await redis.change();
      // One for commands, and one that waits for pushes.
      await untilLinkedAnew(replica, strategy === 'jwt/pushed' ? 2 : 1);
    }
    await untilReady(replica);
    return new RunningTarget({ stack, strategy, replica, deployed: redis });
  } catch (error) {
    await stack.close();
    throw error;
  }
};

const partsOf = (name: TargetName) => {
  const [word, ...others] = name.split(' ');
  const [strategy, how] = [word as Strategy, others.join(' ')];
  if (isSigning(how)) return { strategy, deployment: 'on one server', keys: { JWT_KEYS: signingKeys(how) } } as const;
  return { strategy, deployment: how === '' ? 'on one server' : (how as Deployment), keys: {} };
};

/** Every link to Redis was made once more: until then the API talks to the server that was the master. */
const untilLinkedAnew = async (replica: Replica, links: number): Promise<void> => {
  const linksOf = (): number => replica.logLines().filter((line) => line.includes('"event":"redis_ready"')).length;
  const endMs = performance.now() + READY_WITHIN_MS;
  while (linksOf() < 2 * links) {
    if (performance.now() > endMs) throw new Error('the API did not follow the failover in time');
    await delay(20);
  }
};

const READY_WITHIN_MS = 20_000;

/** @throws {Error} when it is not ready in time */
export const untilReady = async (replica: Replica): Promise<void> => await untilReadinessIs(replica, 200);

/** @throws {Error} when it does not say so in time */
export const untilReadinessIs = async ({ managementUrl }: Replica, status: 200 | 503): Promise<void> => {
  const endMs = performance.now() + READY_WITHIN_MS;
  while ((await fetch(`${managementUrl}/health/ready`)).status !== status) {
    if (performance.now() > endMs) throw new Error(`/health/ready did not answer ${status} in time`);
    await delay(20);
  }
};

export const SUITE_ENV = {
  ARGON2_MEMORY_KIB: '64',
  LOGIN_LIMIT_PER_ADDRESS: '0',
  // A busy machine keeps Redis waiting; what happens at either limit is tested where it is set.
  REDIS_DEADLINE_MS: '2000',
  REVOCATION_STALE_MS: '10000',
  ACCESS_TTL_SECONDS: String(ACCESS_TTL_SECONDS),
  ADMIN_EMAIL: ADMIN.email,
  ADMIN_PASSWORD: ADMIN.password,
};

interface TargetParts {
  readonly stack: Stack;
  readonly strategy: Strategy;
  readonly replica: Replica;
  readonly deployed: DeployedRedis;
}

class RunningTarget implements Target {
  readonly strategy: Strategy;
  readonly replica: Replica;
  readonly #deployed: DeployedRedis;
  readonly #stack: Stack;
  #accounts = 0;

  constructor({ stack, strategy, replica, deployed }: TargetParts) {
    this.#stack = stack;
    this.strategy = strategy;
    this.replica = replica;
    this.#deployed = deployed;
  }

  get redis(): RedisServer {
    const { server } = this.#deployed;
    if (server === undefined) throw new TypeError('this target has several Redis servers');
    return server;
  }

  get network(): FaultProxy {
    const { network } = this.#deployed;
    if (network === undefined) throw new TypeError('this target is not `behind a network`');
    return network;
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

// Makes accounts and credentials by real requests, one of each per virtual user.
import { type Answer, AuthClient } from '@authlab/client';
import { type Operation, principalSchema, ROUTES } from '@authlab/contract';
import type { LoadPool } from '../load/load-pool.ts';
import type { PreparedRequest } from '../load/send-request.ts';
import { TargetError } from './target-error.ts';
import { credentialOf, type TargetName } from './target-name.ts';

/** Somebody with an account on a target. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

/** An account that is logged in on one device. */
export interface Login {
  readonly userId: string;
  readonly client: AuthClient;
}

/** How many requests are under way at once: enough to keep the API busy, too few to fill any queue. */
const BATCH = 8;
const PASSWORD = 'a long enough pass phrase';

/** @throws {TargetError} when an account is refused */
export const registerAccounts = (target: TargetName, pool: LoadPool, count: number): Promise<Account[]> =>
  inBatches(Array.from({ length: count }), async (_, index) => {
    const account = { email: `user-${index + 1}@lab.example`, password: PASSWORD, displayName: `User ${index + 1}` };
    const answer = insist(target, 'register', await clientOf(target, pool).send('register', { body: account }));
    return { id: principalSchema.parse(answer.body).id, email: account.email, password: PASSWORD };
  });

/** One login for each account. @throws {TargetError} when a login is refused */
export const logInAll = (target: TargetName, pool: LoadPool, accounts: readonly Account[]): Promise<Login[]> =>
  inBatches(accounts, (account) => logIn(target, pool, account));

/** @throws {TargetError} when the login is refused */
export const logIn = async (target: TargetName, pool: LoadPool, { id, email, password }: Account): Promise<Login> => {
  const client = clientOf(target, pool);
  insist(target, 'login', await client.send('login', { body: { email, password } }));
  return { userId: id, client };
};

/** The same user with the same credential at another replica. */
export const clientAt = ({ client }: Login, { origin, pool }: LoadPool): AuthClient => client.at(origin, pool);

/** `GET /me` as this user, good on every replica that shares the target's secrets. */
export const meRequest = ({ client }: Login): PreparedRequest => {
  const { method, path } = ROUTES.me;
  return { method, path, headers: client.credential.headersFor(client.baseUrl + path), expect: ROUTES.me.success };
};

const clientOf = (target: TargetName, { origin, pool }: LoadPool): AuthClient =>
  new AuthClient({ scheme: credentialOf(target), baseUrl: origin, dispatcher: pool });

/** Names the status and the stable code, never a body: it may hold a credential. */
const insist = (target: TargetName, operation: Operation, answer: Answer): Answer => {
  if (answer.status === ROUTES[operation].success) return answer;
  const { code } = (answer.body ?? {}) as { readonly code?: unknown };
  const reason = typeof code === 'string' ? `${answer.status}, ${code}` : String(answer.status);
  throw new TargetError(`${target}: the answer to ${operation} is ${reason}`);
};

const inBatches = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += BATCH) {
    const batch = items.slice(start, start + BATCH);
    results.push(...(await Promise.all(batch.map((item, offset) => work(item, start + offset)))));
  }
  return results;
};

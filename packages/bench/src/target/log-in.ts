// Makes accounts and credentials by real requests, one of each per virtual user.
import { COOKIE_NAMES, principalSchema, ROUTES, type Strategy, tokenAnswerSchema } from '@authlab/contract';
import type { LoadPool } from '../load/load-pool.ts';
import { type Answer, call } from './call.ts';
import { schemeOf } from './target-environment.ts';
import { TargetError } from './target-error.ts';

/** Somebody with an account on a target. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

/** What a virtual user presents with each request. */
export interface Credential {
  readonly userId: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** How many logins are under way at once: enough to keep the API busy, too few to fill any queue. */
const BATCH = 8;
const PASSWORD = 'a long enough pass phrase';

/** @throws {TargetError} when an account cannot be made */
export const registerAccounts = (target: Strategy, pool: LoadPool, count: number): Promise<Account[]> =>
  inBatches(Array.from({ length: count }), async (_, index) => {
    const account = { email: `user-${index + 1}@lab.example`, password: PASSWORD, displayName: `User ${index + 1}` };
    const { method, path } = ROUTES.register;
    const answer = await call(pool, { method, path, body: account });
    if (answer.status !== ROUTES.register.success) throw unexpected(target, 'an account was refused', answer);
    return { id: principalSchema.parse(JSON.parse(answer.text)).id, email: account.email, password: PASSWORD };
  });

/** One login for each account. @throws {TargetError} when a login is refused */
export const logInAll = (target: Strategy, pool: LoadPool, accounts: readonly Account[]): Promise<Credential[]> =>
  inBatches(accounts, (account) => logIn(target, pool, account));

/** @throws {TargetError} when the login is refused or its answer carries no credential */
export const logIn = async (target: Strategy, pool: LoadPool, account: Account): Promise<Credential> => {
  const { method, path } = ROUTES.login;
  const { email, password } = account;
  const answer = await call(pool, { method, path, body: { email, password } });
  if (answer.status !== ROUTES.login.success) throw unexpected(target, 'a login was refused', answer);
  const headers = schemeOf(target) === 'session' ? sessionHeaders(answer) : tokenHeaders(answer);
  if (headers === undefined) throw unexpected(target, 'a login carried no credential', answer);
  return { userId: account.id, headers };
};

const sessionHeaders = ({ headers }: Answer): Record<string, string> | undefined => {
  const pairs = [headers['set-cookie'] ?? []].flat().map((line) => line.split(';', 1)[0] ?? '');
  const cookie = pairs.find((pair) => pair.startsWith(`${COOKIE_NAMES.session}=`));
  return cookie === undefined ? undefined : { cookie };
};

const tokenHeaders = ({ text }: Answer): Record<string, string> | undefined => {
  const token = tokenAnswerSchema.safeParse(JSON.parse(text));
  return token.success ? { authorization: `Bearer ${token.data.accessToken}` } : undefined;
};

/** Names the status and the stable code, never a body: it may hold a credential. */
const unexpected = (target: Strategy, what: string, { status, headers, text }: Answer): TargetError => {
  const isProblem = String(headers['content-type']).startsWith('application/problem+json');
  const { code = '' } = isProblem ? (JSON.parse(text) as { code?: string }) : {};
  return new TargetError(`${target}: ${what} (status ${status}${code && `, ${code}`})`);
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

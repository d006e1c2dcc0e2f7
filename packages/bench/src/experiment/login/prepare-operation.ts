// Prepares the requests of an operation: each of them can be sent once, because it ends or renews what it presents.
import { type Operation, ROUTES } from '@authlab/contract';
import type { PreparedRequest } from '../../load/send-request.ts';
import type { LoginOperation } from '../../result/login-result.ts';
import { type Account, type Login, logInAll } from '../../target/log-in.ts';
import type { Solo } from '../../target/open-solo.ts';

/** What is done, and how many login sessions each user has by then. */
export interface PreparedOperation {
  readonly operation: LoginOperation;
  readonly loginSessions: number;
}

const ROUTE_OF: Readonly<Record<LoginOperation, Operation>> = {
  login: 'login',
  refresh: 'refresh',
  logout: 'logout',
  'logout-everywhere': 'logoutEverywhere',
};

/** What a browser sends with a request of the API's own page. */
const PAGE = { 'sec-fetch-site': 'same-origin' } as const;
const JSON_BODY = { 'content-type': 'application/json' } as const;

/** One request for each account. @throws {TargetError} when a login is refused */
export const prepareOperation = async (
  solo: Solo,
  accounts: readonly Account[],
  { operation, loginSessions }: PreparedOperation,
): Promise<PreparedRequest[]> => {
  if (operation === 'login') return accounts.map(loginRequest);
  let logins: Login[] = [];
  for (let made = 0; made < loginSessions; made += 1) logins = await logInAll(solo.target, solo.pool, accounts);
  return logins.map((login) => requestAs(login, operation));
};

export const loginRequest = ({ email, password }: Pick<Account, 'email' | 'password'>): PreparedRequest => ({
  method: 'POST',
  path: ROUTES.login.path,
  headers: { ...PAGE, ...JSON_BODY },
  body: JSON.stringify({ email, password }),
  expect: ROUTES.login.success,
});

const requestAs = ({ client }: Login, operation: LoginOperation): PreparedRequest => {
  const { path, success } = ROUTES[ROUTE_OF[operation]];
  const headers = { ...PAGE, ...client.credential.headersFor(client.baseUrl + path) };
  const known = { method: 'POST', path, expect: success } as const;
  return operation === 'logout-everywhere'
    ? { ...known, headers: { ...headers, ...JSON_BODY }, body: '{}' }
    : { ...known, headers };
};

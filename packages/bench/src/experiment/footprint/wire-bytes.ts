// Bytes on the wire of one request with so many bytes of claims, and whether such a credential works at all.
import { MAX_COOKIE_BYTES } from '@authlab/contract';
import { AuthClient, type Answer } from '@authlab/client';
import { openStack, type RedisServer, type Stack } from '@authlab/stack';
import type { LoadPool } from '../../load/load-pool.ts';
import { type PreparedRequest, sendRequest } from '../../load/send-request.ts';
import type { WireRecord } from '../../result/footprint-record.ts';
import type { WireRow } from '../../result/footprint-result.ts';
import { type Account, meRequest } from '../../target/log-in.ts';
import { openSolo } from '../../target/open-solo.ts';
import { credentialOf, type TargetName } from '../../target/target-name.ts';
import { accountsOf } from './accounts-of.ts';

export interface WireOptions {
  readonly stack: Stack;
  readonly target: TargetName;
  readonly claimsBytes: number;
  readonly databaseFile: string;
  readonly accounts: readonly Account[];
  /** Bytes are counted at the sockets of the target alone, so many targets may share it. */
  readonly server: RedisServer;
  readonly signal: AbortSignal;
}

const REQUESTS = 10;
const TIMEOUT_MS = 5000;

/** @throws {TargetError} when the target does not start */
export const measureWire = async (options: WireOptions): Promise<WireRecord> => {
  const { target, claimsBytes, databaseFile, server, signal } = options;
  await using stack = await options.stack.own(() => openStack());
  const env: Record<string, string> = claimsBytes === 0 ? {} : { CLAIMS_BYTES: String(claimsBytes) };
  const solo = await openSolo(stack, { target, databaseFile, server, env, signal });
  const { pool } = solo;
  const [account] = (await accountsOf(solo, options.accounts, 1)) as [Account];
  const client = new AuthClient({ scheme: credentialOf(target), baseUrl: pool.origin, dispatcher: pool.pool });
  const login = await between(pool, () => logInOnce(client, account));
  const known = {
    type: 'footprint-wire',
    target,
    claimsBytes,
    loginStatus: login.result.status,
    loginBytesIn: login.bytesIn,
    loginBytesOut: login.bytesOut,
    ...cookieOf(login.result),
  } as const;
  if (login.result.status !== 200) return { ...known, requests: 0, outcome: 'login-fails' };
  const request = meRequest({ userId: account.id, client });
  const me = await between(pool, () => sendAll(pool, request));
  return {
    ...known,
    requests: REQUESTS,
    status: me.result,
    credentialBytes: credentialBytes(request),
    bytesInPerRequest: me.bytesIn / REQUESTS,
    bytesOutPerRequest: me.bytesOut / REQUESTS,
    outcome: outcomeOf(me.result, known.cookieBytes),
  };
};

const outcomeOf = (status: number, cookieBytes = 0): WireRow['outcome'] => {
  if (status !== 200) return 'refused';
  return cookieBytes > MAX_COOKIE_BYTES ? 'cookie-dropped' : 'works';
};

const logInOnce = (client: AuthClient, { email, password }: Account): Promise<Answer> =>
  client.send('login', { body: { email, password } });

/** Bytes at the sockets while something was sent. */
const between = async <Result>(pool: LoadPool, send: () => Promise<Result>) => {
  const before = pool.bytes();
  const result = await send();
  const after = pool.bytes();
  return { result, bytesIn: after.in - before.in, bytesOut: after.out - before.out };
};

/** One after the other, over the same connection unless the server closes it. */
const sendAll = async (pool: LoadPool, request: PreparedRequest): Promise<number> => {
  const statuses: number[] = [];
  for (let sent = 0; sent < REQUESTS; sent += 1) statuses.push(await statusOf(pool, request));
  return statuses.find((status) => status !== 200) ?? 200;
};

const statusOf = (pool: LoadPool, request: PreparedRequest): Promise<number> =>
  new Promise((resolve, reject) => {
    sendRequest(pool, {
      request,
      timeoutMs: TIMEOUT_MS,
      onEnd: resolve,
      onFailure: (code) => reject(new Error(`no answer to GET /me: ${code}`)),
    });
  });

/** `name: value`, as it stands in the request. */
const credentialBytes = ({ headers }: PreparedRequest): number =>
  Object.entries(headers).reduce((sum, [name, value]) => sum + Buffer.byteLength(`${name}: ${value}`), 0);

/** Browsers measure a cookie by its name and value (RFC 6265bis section 5.6). */
const cookieOf = ({ headers }: Answer): Pick<WireRow, 'cookieBytes'> => {
  const lines = [headers['set-cookie'] ?? []].flat();
  const sizes = lines.map((line) => Buffer.byteLength((line.split(';')[0] ?? '').replace('=', '')));
  return sizes.length === 0 ? {} : { cookieBytes: Math.max(...sizes) };
};

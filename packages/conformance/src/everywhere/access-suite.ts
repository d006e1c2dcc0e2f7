// Closed by default: every protected route answers 401 without a credential and with every broken one, 403 without the role.
import { beforeAll, beforeEach, expect, it } from '@jest/globals';
import {
  COOKIE_NAMES,
  type Operation,
  PROBLEM_CONTENT_TYPE,
  problemSchema,
  type Route,
  ROUTES,
} from '@authlab/contract';
import type { LoggedIn, Target } from '../target.ts';
import type { Suite } from './suite.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-00000000dead';
const operations = Object.entries(ROUTES) as [Operation, Route][];
const userOperations = operations.filter(([, { access }]) => access === 'user').map(([name]) => name);
const adminOperations = operations.filter(([, { access }]) => access === 'admin').map(([name]) => name);

const BODIES: Partial<Record<Operation, object>> = {
  changePassword: { currentPassword: 'x', newPassword: 'a pass phrase that is new' },
  patchUser: { disabled: true },
};

const optionsFor = (operation: Operation) => ({
  params: { id: UNKNOWN_ID },
  ...(BODIES[operation] === undefined ? {} : { body: BODIES[operation] }),
});

export const accessSuite: Suite = (started) => {
  let target: Target;
  let user: LoggedIn;
  beforeAll(() => {
    target = started();
  });
  beforeEach(async () => {
    user = await target.user();
  });

  it.each([...userOperations, ...adminOperations])('%s is 401 without a credential', async (operation) => {
    const { status, headers, body } = await target.anonymous().send(operation, optionsFor(operation));
    expect(status).toBe(401);
    expect(headers['content-type']).toContain(PROBLEM_CONTENT_TYPE);
    expect(headers['www-authenticate']).toBeDefined();
    expect(headers['www-authenticate']).not.toContain('error=');
    expect(problemSchema.parse(body).code).toBe('unauthenticated');
  });

  it.each([...userOperations, ...adminOperations])(
    '%s is the same 401 with every broken credential',
    async (operation) => {
      const answers = [];
      for (const headers of brokenCredentials(target, user)) {
        answers.push(await target.anonymous().send(operation, { ...optionsFor(operation), headers }));
      }
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 401));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    },
  );

  it.each(adminOperations)('%s is 403 for a user who is no admin', async (operation) => {
    const { status, body } = await user.client.send(operation, optionsFor(operation));
    expect([status, problemSchema.parse(body).code]).toEqual([403, 'forbidden']);
  });

  it('the credential that the broken ones were made of is good', async () => {
    expect(await user.client.send('me')).toMatchObject({ status: 200, body: { id: user.id, roles: ['user'] } });
  });

  it('an unknown route is 404 in the same shape', async () => {
    const answer = await fetch(`${target.replica.url}/nowhere`);
    expect([answer.status, problemSchema.parse(await answer.json()).code]).toEqual([404, 'not_found']);
  });
};

/** Headers that hold a credential with one thing wrong. */
const brokenCredentials = (target: Target, { client }: LoggedIn): Record<string, string>[] => {
  const good = client.credential.headersFor(client.baseUrl);
  if (target.scheme === 'session') {
    const value = String(good['cookie']).slice(COOKIE_NAMES.session.length + 1);
    return brokenCookies(value).map((broken) => ({ cookie: `${COOKIE_NAMES.session}=${broken}` }));
  }
  const token = String(good['authorization']).slice('Bearer '.length);
  return [...brokenTokens(token).map((broken) => `Bearer ${broken}`), `Basic ${token}`, token].map((authorization) => ({
    authorization,
  }));
};

const flipped = (text: string, position: number): string =>
  text.slice(0, position) + (text[position] === 'A' ? 'B' : 'A') + text.slice(position + 1);

const brokenCookies = (value: string): string[] => {
  const plain = decodeURIComponent(value);
  const unsigned = plain.slice(2, plain.lastIndexOf('.'));
  return [
    '',
    'x',
    flipped(value, value.length - 10),
    flipped(value, 10),
    encodeURIComponent(unsigned),
    encodeURIComponent(`s:${unsigned}`),
    encodeURIComponent(`s:${unsigned}.`),
    `${value}x`,
    value.repeat(3),
  ];
};

const brokenTokens = (token: string): string[] => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
  return [
    'x',
    flipped(token, token.length - 10),
    flipped(token, header.length + 10),
    `${header}.${payload}.`,
    `${header}.${payload}`,
    `${none}.${payload}.`,
    `${none}.${payload}.${signature}`,
    `${token}.`,
    `${token}=`,
    token.repeat(2),
  ];
};

// Cross-site request forgery, tried on both APIs; what counts is the state afterwards.
import { randomUUID } from 'node:crypto';
import type { Scheme } from '@authlab/contract';
import type { Page } from 'playwright-core';
import { call } from '../in-page/call.ts';
import { type FormPost, postForm } from '../in-page/post-form.ts';
import { accessTokenOf, logIn } from '../scene/log-in.ts';
import { addressOf, type Host, PASSWORD, type Scene } from '../scene/scene.ts';
import type { Fact } from './fact.ts';

interface Forgery {
  readonly scheme: Scheme;
  /** Where the forged page is. */
  readonly host: Host;
  readonly path: string;
  readonly form?: Omit<FormPost, 'url'>;
}

const forge = async (scene: Scene, { scheme, host, path, form = {} }: Forgery): Promise<string> => {
  await using visit = await scene.visit();
  const { page, context } = visit;
  const login = await logIn(scene, page, { scheme, email: await scene.register() });
  const token = scheme === 'jwt' ? accessTokenOf(login) : undefined;
  const before = await stateOf(scene, page, { scheme, token });
  const forged = await context.newPage();
  await forged.goto(addressOf(host, scene.stranger));
  const [gate, tag] = [scene.gates[scheme], randomUUID()];
  await forged.evaluate(postForm, { url: `${gate.url}${path}?tag=${tag}`, hidden: true, ...form });
  const { cookieNames, status } = await gate.firstAnswered(tag);
  const after = await stateOf(scene, page, { scheme, token });
  return `sent ${cookieNames.length > 0 ? 'with' : 'without'} the cookie, answered ${status}; ${after === before ? 'nothing changed' : 'the login changed'}`;
};

interface Holder {
  readonly scheme: Scheme;
  readonly token: string | undefined;
}

/** As the user's own page sees it: who is logged in, and on how many devices; and that the refresh cookie is good. */
const stateOf = async ({ gates, friend }: Scene, page: Page, { scheme, token }: Holder): Promise<string> => {
  await page.goto(addressOf('localhost', friend));
  const read = async (path: string, method = 'GET'): Promise<string> => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await page.evaluate(call, { url: `${gates[scheme].url}${path}`, method, headers });
    if (answer.state !== 'read' || answer.status !== 200) return JSON.stringify(answer);
    return path === '/auth/sessions' ? `devices: ${(JSON.parse(answer.body) as unknown[]).length}` : answer.body;
  };
  const refreshed = scheme === 'jwt' ? (await read('/auth/refresh', 'POST')).includes('accessToken') : true;
  return [await read('/me'), await read('/auth/sessions'), refreshed].join(' ');
};

const HOW =
  'a page of a stranger posts a hidden form into a frame; the state is read by the user’s own page before and after';

const fact = (id: string, question: string, [expected, forgery]: [string, Forgery]): Fact => ({
  id,
  question,
  expected,
  how: HOW,
  observe: async (scene) => await forge(scene, forgery),
});

const WITHOUT = 'sent without the cookie, answered 403; nothing changed';
const WITH = 'sent with the cookie, answered 403; nothing changed';
const [SAME, CROSS] = ['localhost', '127.0.0.1'] as const;

/** A form that looks like JSON: the value closes what the name has opened. */
const jsonShaped = (email: string): Omit<FormPost, 'url'> => ({
  enctype: 'text/plain',
  fields: { [`{"email":"${email}","password":"${PASSWORD}","device":"`]: '"}' },
});

export const forgedFormFacts: readonly Fact[] = [
  fact('forged-logout-session', 'session-api: a forged logout-everywhere from another site', [
    WITHOUT,
    { scheme: 'session', host: CROSS, path: '/auth/logout-everywhere' },
  ]),
  fact('forged-logout-session-same-site', 'session-api: the same from another port, which SameSite lets through', [
    WITH,
    { scheme: 'session', host: SAME, path: '/auth/logout-everywhere' },
  ]),
  fact('forged-login-session', 'session-api: a forged login (a form that looks like JSON) from another site', [
    WITHOUT,
    { scheme: 'session', host: CROSS, path: '/auth/login', form: jsonShaped('user.1@example.com') },
  ]),
  fact('forged-logout-jwt', 'jwt-api: a forged logout-everywhere from another site', [
    WITHOUT,
    { scheme: 'jwt', host: CROSS, path: '/auth/logout-everywhere' },
  ]),
  fact('forged-refresh-jwt', 'jwt-api: a forged refresh from another site', [
    WITHOUT,
    { scheme: 'jwt', host: CROSS, path: '/auth/refresh' },
  ]),
  fact('forged-refresh-jwt-same-site', 'jwt-api: the same from another port', [
    WITH,
    { scheme: 'jwt', host: SAME, path: '/auth/refresh' },
  ]),
  fact('forged-login-jwt', 'jwt-api: a forged login (a form that looks like JSON) from another site', [
    WITHOUT,
    { scheme: 'jwt', host: CROSS, path: '/auth/login', form: jsonShaped('user.1@example.com') },
  ]),
];

// What script, and so an attacker's script in the page, can read of each credential.
import { COOKIE_NAMES, type Scheme } from '@authlab/contract';
import { call } from '../in-page/call.ts';
import { accessTokenOf, logIn } from '../scene/log-in.ts';
import type { Scene } from '../scene/scene.ts';
import type { Fact } from './fact.ts';

const jarAndScript = async (scene: Scene, scheme: Scheme): Promise<string> => {
  await using visit = await scene.visit();
  await logIn(scene, visit.page, { scheme, email: await scene.register() });
  const held = (await visit.context.cookies()).map(({ name }) => name).includes(COOKIE_NAMES[scheme]);
  const read = await visit.page.evaluate(async () => [
    document.cookie,
    ...(await (window as unknown as { cookieStore: { getAll(): Promise<unknown[]> } }).cookieStore.getAll()),
  ]);
  return `the browser ${held ? 'holds it' : 'does not hold it'}, script reads ${read.join('') === '' ? 'nothing' : 'it'}`;
};

const READ_COOKIE = 'document.cookie and cookieStore after a login; the jar of the browser beside them';

export const scriptReachFacts: readonly Fact[] = [
  {
    id: 'script-session-cookie',
    question: 'Can script read the session cookie?',
    expected: 'the browser holds it, script reads nothing',
    how: READ_COOKIE,
    observe: async (scene) => await jarAndScript(scene, 'session'),
  },
  {
    id: 'script-refresh-cookie',
    question: 'Can script read the refresh cookie?',
    expected: 'the browser holds it, script reads nothing',
    how: READ_COOKIE,
    observe: async (scene) => await jarAndScript(scene, 'jwt'),
  },
  {
    id: 'script-set-cookie-header',
    question: 'Can script read Set-Cookie of an answer that it may read?',
    expected: 'no',
    how: 'the headers of the answer to a login, as fetch shows them',
    observe: async (scene) => {
      await using visit = await scene.visit();
      const { headerNames } = await logIn(scene, visit.page, { scheme: 'session', email: await scene.register() });
      return headerNames.includes('set-cookie') ? 'yes' : 'no';
    },
  },
  {
    id: 'script-access-token',
    question: 'What can script read of the access token?',
    expected: 'all of it: aud, auth_time, epoch, exp, iat, iss, jti, roles, sid, sub, and it can be used elsewhere',
    how: 'the body of a login decoded in the page; then GET /me with the token from outside of the browser',
    observe: async (scene) => {
      await using visit = await scene.visit();
      const login = await logIn(scene, visit.page, { scheme: 'jwt', email: await scene.register() });
      const token = accessTokenOf(login);
      const claims = await visit.page.evaluate(
        (text) => Object.keys(JSON.parse(atob(text.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''))),
        token,
      );
      const api = scene.gates.jwt.url.replace('localhost', '127.0.0.1');
      const { status } = await fetch(`${api}/me`, { headers: { authorization: `Bearer ${token}` } });
      return `all of it: ${claims.toSorted().join(', ')}, and it can${status === 200 ? '' : 'not'} be used elsewhere`;
    },
  },
  {
    id: 'script-token-after-reload',
    question: 'What is left of a login with tokens after a reload?',
    expected: 'the access token in memory is gone; the refresh cookie fetches a new one',
    how: 'the token is kept in a variable of the page, the page is reloaded, then POST /auth/refresh',
    observe: async (scene) => {
      await using visit = await scene.visit();
      const login = await logIn(scene, visit.page, { scheme: 'jwt', email: await scene.register() });
      await visit.page.evaluate((token) => Object.assign(window, { token }), accessTokenOf(login));
      await visit.page.reload();
      const isGone = await visit.page.evaluate(() => !('token' in window));
      const answer = await visit.page.evaluate(call, { url: `${scene.gates.jwt.url}/auth/refresh`, method: 'POST' });
      const isNew = answer.state === 'read' && answer.status === 200;
      return `the access token in memory is ${isGone ? 'gone' : 'still there'}; the refresh cookie ${isNew ? 'fetches a new one' : 'is refused'}`;
    },
  },
  {
    id: 'script-session-after-reload',
    question: 'And of a login with a session?',
    expected: 'all of it: GET /me answers 200',
    how: 'login, reload, GET /me with credentials',
    observe: async (scene) => {
      await using visit = await scene.visit();
      await logIn(scene, visit.page, { scheme: 'session', email: await scene.register() });
      await visit.page.reload();
      const answer = await visit.page.evaluate(call, { url: `${scene.gates.session.url}/me` });
      return answer.state === 'read' && answer.status === 200 ? 'all of it: GET /me answers 200' : 'nothing';
    },
  },
];

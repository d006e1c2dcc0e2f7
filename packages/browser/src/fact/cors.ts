// Which answers of the APIs script may read, and which requests are not even sent.
import { randomUUID } from 'node:crypto';
import { COOKIE_NAMES, type Scheme } from '@authlab/contract';
import { call, type Call, type Reading } from '../in-page/call.ts';
import { accessTokenOf, logIn } from '../scene/log-in.ts';
import type { Arrival } from '../scene/api-gate.ts';
import { addressOf, type Host, type Scene } from '../scene/scene.ts';
import type { Fact } from './fact.ts';

/** Where the page is that calls. */
interface Caller {
  readonly host: Host;
  readonly from: 'friend' | 'stranger';
}

interface Attempt {
  readonly scheme: Scheme;
  readonly caller: Caller;
  /** What the page sends to the API, which is at `api`; `token` is empty in the session scheme. */
  readonly request: (api: string, token: string) => Call;
}

interface Outcome {
  readonly reading: Reading;
  readonly arrivals: readonly Arrival[];
}

/** A user is logged in in this browser; then another page calls. */
const attempt = async (scene: Scene, { scheme, caller, request }: Attempt): Promise<Outcome> => {
  await using visit = await scene.visit();
  const login = await logIn(scene, visit.page, { scheme, email: await scene.register() });
  await visit.page.goto(addressOf(caller.host, scene[caller.from]));
  const { url, ...sent } = request(scene.gates[scheme].url, scheme === 'jwt' ? accessTokenOf(login) : '');
  const tag = randomUUID();
  const reading = await visit.page.evaluate(call, { ...sent, url: `${url}?tag=${tag}` });
  // Script is told after the answer has come: so all that was sent has arrived by now.
  return { reading, arrivals: scene.gates[scheme].arrivals(tag) };
};

/** In words: what was sent, what came back, what script got of it. */
const outcomeText = ({ reading, arrivals }: Outcome): string => {
  const isAsked = arrivals.some(({ method }) => method === 'OPTIONS');
  const request = arrivals.find(({ method }) => method !== 'OPTIONS');
  const cookie = request?.cookieNames.some((name) => Object.values<string>(COOKIE_NAMES).includes(name)) === true;
  const went = request === undefined ? 'the request was never sent' : `the API answered ${request.status}`;
  const along = request === undefined ? [] : [cookie ? 'the cookie went along' : 'no cookie went along'];
  const asked = isAsked ? ['the browser asked first'] : [];
  return [...asked, ...along, went, `script ${READINGS[reading.state]}`].join('; ');
};

const READINGS: Readonly<Record<Reading['state'], string>> = {
  read: 'read it',
  opaque: 'read nothing',
  blocked: 'read nothing',
};

const HOW =
  'a page calls the real API; what was sent is from the network of the browser, the rest from the page’s script';

const fact = (id: string, question: string, [expected, how]: [string, Attempt]): Fact => ({
  id,
  question,
  expected,
  how: HOW,
  observe: async (scene) => outcomeText(await attempt(scene, how)),
});

const SAME_FRIEND: Caller = { host: 'localhost', from: 'friend' };
const SAME_STRANGER: Caller = { host: 'localhost', from: 'stranger' };
const CROSS_FRIEND: Caller = { host: '127.0.0.1', from: 'friend' };
const CROSS_STRANGER: Caller = { host: '127.0.0.1', from: 'stranger' };

const me = (api: string): Call => ({ url: `${api}/me` });
const bearer = (api: string, token: string): Call => ({
  url: `${api}/me`,
  credentials: 'omit',
  headers: { authorization: `Bearer ${token}` },
});
const jsonLogout = (api: string): Call => ({
  url: `${api}/auth/logout-everywhere`,
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{}',
});

export const corsFacts: readonly Fact[] = [
  fact('cors-same-site-listed', 'GET /me with credentials, from a page of the same site that is on the allow-list', [
    'the cookie went along; the API answered 200; script read it',
    { scheme: 'session', caller: SAME_FRIEND, request: me },
  ]),
  fact('cors-same-site-listed-omit', 'The same without credentials', [
    'no cookie went along; the API answered 401; script read it',
    { scheme: 'session', caller: SAME_FRIEND, request: (api) => ({ ...me(api), credentials: 'omit' }) },
  ]),
  fact('cors-same-site-unlisted', 'The same from a page of the same site that is not on the list', [
    'the cookie went along; the API answered 200; script read nothing',
    { scheme: 'session', caller: SAME_STRANGER, request: me },
  ]),
  fact('cors-same-site-no-cors', 'The same in mode no-cors', [
    'the cookie went along; the API answered 200; script read nothing',
    { scheme: 'session', caller: SAME_STRANGER, request: (api) => ({ ...me(api), mode: 'no-cors' }) },
  ]),
  fact('cors-cross-site-listed', 'The same from another site that is on the list', [
    'no cookie went along; the API answered 401; script read it',
    { scheme: 'session', caller: CROSS_FRIEND, request: me },
  ]),
  fact('cors-cross-site-unlisted', 'The same from another site that is not on the list', [
    'no cookie went along; the API answered 401; script read nothing',
    { scheme: 'session', caller: CROSS_STRANGER, request: me },
  ]),
  fact('cors-bearer-listed', 'GET /me with an access token, from another site that is on the list', [
    'the browser asked first; no cookie went along; the API answered 200; script read it',
    { scheme: 'jwt', caller: CROSS_FRIEND, request: bearer },
  ]),
  fact('cors-bearer-unlisted', 'The same from another site that is not on the list', [
    'the browser asked first; the request was never sent; script read nothing',
    { scheme: 'jwt', caller: CROSS_STRANGER, request: bearer },
  ]),
  fact('cors-json-listed', 'A POST of JSON that logs out everywhere, from a page on the list', [
    'the browser asked first; the cookie went along; the API answered 204; script read it',
    { scheme: 'session', caller: SAME_FRIEND, request: jsonLogout },
  ]),
  fact('cors-json-unlisted', 'The same from a page that is not on the list', [
    'the browser asked first; the request was never sent; script read nothing',
    { scheme: 'session', caller: SAME_STRANGER, request: jsonLogout },
  ]),
  fact('cors-text-unlisted', 'The same as text/plain, which needs no permission to be sent', [
    'the cookie went along; the API answered 403; script read nothing',
    {
      scheme: 'session',
      caller: SAME_STRANGER,
      request: (api) => ({ ...jsonLogout(api), headers: { 'content-type': 'text/plain' } }),
    },
  ]),
  {
    id: 'cors-star-with-credentials',
    question: 'May script read an answer that allows every origin (*), when it sends credentials?',
    expected: 'read with the origin named, not with *',
    how: 'a tiny server, because neither API ever answers *; read by script',
    observe: async (scene) => {
      await using visit = await scene.visit();
      await visit.page.goto(addressOf('localhost', scene.stranger));
      const reads = async (allow: string): Promise<boolean> => {
        const url = `${addressOf('localhost', scene.friend)}/?allow=${allow}`;
        return (await visit.page.evaluate(call, { url })).state === 'read';
      };
      const [named, star] = [await reads('asker'), await reads('*')];
      return `${named ? 'read' : 'not read'} with the origin named, ${star ? 'read' : 'not'} with *`;
    },
  },
];

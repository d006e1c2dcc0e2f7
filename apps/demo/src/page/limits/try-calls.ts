// GET /me from everywhere: which of cookie, SameSite and CORS lets a call through.
import { ROUTES, type Scheme } from '@authlab/contract';
import { callApi } from '../api/call-api.ts';
import type { DemoStore } from '../model/demo-store.ts';
import type { DemoState } from '../../protocol/demo-state.ts';
import { awaitExchange, hasCookie } from './await-exchange.ts';
import { callFromStranger } from './call-from-stranger.ts';
import type { CallFinding } from './finding.ts';

interface Attempt extends Pick<CallFinding, 'id' | 'who' | 'how' | 'why'> {
  readonly scheme: Scheme;
  /** @returns whether script could read the answer */
  readonly call: (tag: string) => Promise<boolean>;
}

/** The visitor is logged in on both. */
export const tryCalls = async (store: DemoStore): Promise<readonly CallFinding[]> => {
  const { state } = store.current();
  const findings: CallFinding[] = [];
  for (const attempt of state === undefined ? [] : attempts(state, store)) findings.push(await make(store, attempt));
  return findings;
};

const make = async (store: DemoStore, { scheme, call, ...words }: Attempt): Promise<CallFinding> => {
  const tag = crypto.randomUUID();
  const couldRead = await call(tag);
  const exchange = await awaitExchange(store, scheme, ({ path, kind }) => kind === 'request' && path.includes(tag));
  return {
    ...words,
    couldRead,
    cookieWent: exchange === undefined ? undefined : hasCookie(exchange),
    status: exchange?.response?.status,
  };
};

const attempts = (state: DemoState, store: DemoStore): readonly Attempt[] => [
  ...ownCalls(state),
  ...strangersCalls(state),
  tokenCall(state, store),
];

const ownCalls = ({ apis: { session } }: DemoState): readonly Attempt[] => [
  {
    id: 'own',
    scheme: 'session',
    who: 'this page',
    how: 'with credentials',
    call: callOf(session.url, { credentials: 'include' }),
    why: 'Another port is the same site, so the cookie goes along; this page is on the API’s list, so it may read.',
  },
  {
    id: 'own-omit',
    scheme: 'session',
    who: 'this page',
    how: 'without credentials',
    call: callOf(session.url, { credentials: 'omit' }),
    why: 'To another origin, fetch leaves cookies at home unless it is told to take them.',
  },
  {
    id: 'own-other-name',
    scheme: 'session',
    who: 'this page',
    how: 'with credentials, to 127.0.0.1',
    call: callOf(session.crossSiteUrl, { credentials: 'include' }),
    why: 'The same server under another name: the cookie belongs to localhost.',
  },
];

const strangersCalls = ({ foreignOrigins }: DemoState): readonly Attempt[] => [
  {
    id: 'sibling',
    scheme: 'session',
    who: 'a stranger on another port',
    how: 'with credentials',
    call: async (tag) => await callFromStranger({ origin: foreignOrigins.sameSite, scheme: 'session', tag }),
    why: 'SameSite lets it through: it is the same site. CORS does not: the API answers, and script gets nothing.',
  },
  {
    id: 'stranger',
    scheme: 'session',
    who: 'a stranger on 127.0.0.1',
    how: 'with credentials',
    call: async (tag) => await callFromStranger({ origin: foreignOrigins.crossSite, scheme: 'session', tag }),
    why: 'Another site: SameSite=Lax keeps the cookie at home, and CORS keeps the answer away.',
  },
];

const tokenCall = ({ apis: { jwt } }: DemoState, store: DemoStore): Attempt => ({
  id: 'token',
  scheme: 'jwt',
  who: 'this page',
  how: 'with the token, to 127.0.0.1',
  call: async (tag) => {
    const { accessToken } = store.current().columns.jwt;
    return await callOf(jwt.crossSiteUrl, { credentials: 'omit', accessToken })(tag);
  },
  why: 'A token in a header goes wherever script sends it: no site, no cookie rule, only CORS.',
});

const callOf =
  (baseUrl: string, how: { readonly credentials: 'include' | 'omit'; readonly accessToken?: string | undefined }) =>
  async (tag: string): Promise<boolean> => {
    const url = `${baseUrl}${ROUTES.me.path}?tag=${tag}`;
    const { outcome } = await callApi({ method: ROUTES.me.method, url, ...how });
    return outcome.state === 'answered';
  };

// Forged forms: strangers' pages post to the logout of both APIs, and the login is looked at afterwards.
import { ROUTES, type Scheme } from '@authlab/contract';
import type { Exchange } from '../../protocol/exchange.ts';
import { SCHEMES } from '../../protocol/scheme.ts';
import { callApi } from '../api/call-api.ts';
import type { DemoStore } from '../model/demo-store.ts';
import { awaitExchange, hasCookie } from './await-exchange.ts';
import type { FormFinding } from './finding.ts';
import { openHiddenFrame } from './hidden-frame.ts';

const STRANGERS = { sameSite: 'another port', crossSite: '127.0.0.1' } as const;

type Stranger = keyof typeof STRANGERS;

/** The visitor is logged in on both. */
export const tryForms = async (store: DemoStore): Promise<readonly FormFinding[]> => {
  const findings: FormFinding[] = [];
  for (const scheme of SCHEMES) {
    for (const stranger of ['crossSite', 'sameSite'] as const) findings.push(await forge(store, scheme, stranger));
  }
  return findings;
};

const forge = async (store: DemoStore, scheme: Scheme, stranger: Stranger): Promise<FormFinding> => {
  const { state, columns } = store.current();
  if (state === undefined) throw new TypeError('a forged form needs the demo’s state');
  const known = new Set(columns[scheme].exchanges.map(({ id }) => id));
  const close = openHiddenFrame(`${state.foreignOrigins[stranger]}/forged-form?scheme=${scheme}`);
  const exchange = await awaitExchange(store, scheme, (one) => isForged(one) && !known.has(one.id));
  close();
  return {
    scheme,
    from: STRANGERS[stranger],
    cookieWent: exchange === undefined ? undefined : hasCookie(exchange),
    status: exchange?.response?.status,
    isStillLoggedIn: await isLoggedIn(store, scheme),
  };
};

/** No request of the page itself has that type: only a form can send it without asking first. */
const isForged = ({ method, path, request }: Exchange): boolean =>
  method === ROUTES.logout.method &&
  path === ROUTES.logout.path &&
  request.headers.some(({ name, value }) => name === 'content-type' && value.text.startsWith('text/plain'));

const isLoggedIn = async (store: DemoStore, scheme: Scheme): Promise<boolean> => {
  const { state, columns } = store.current();
  const { accessToken } = columns[scheme];
  const url = `${state?.apis[scheme].url ?? ''}${ROUTES.me.path}`;
  const { outcome } = await callApi({ method: ROUTES.me.method, url, accessToken, credentials: 'include' });
  return outcome.state === 'answered' && outcome.status === 200;
};

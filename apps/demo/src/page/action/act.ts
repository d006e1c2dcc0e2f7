// Does what the visitor asked for, on one scheme: one request, and the refresh that a good client would send with it.
import type { Scheme } from '@authlab/contract';
import { callApi } from '../api/call-api.ts';
import type { Proven } from '../model/change.ts';
import type { DemoStore } from '../model/demo-store.ts';
import type { Answer, Column } from '../model/model.ts';
import { decodeToken } from '../token/decode-token.ts';
import { isRevoking } from './action-id.ts';
import { type OwnAction, type PlannedRequest, requestOf, type Wish } from './request-of.ts';

export const act = async (store: DemoStore, scheme: Scheme, action: OwnAction, wish: Wish): Promise<void> => {
  if (isRevoking(action) && hasExpired(store.current().columns[scheme]))
    await request(store, scheme, 'refresh', wish, true);
  if (action === 'remove-device') await request(store, scheme, 'devices', wish, true);
  const isDone = await request(store, scheme, action, wish, false);
  // The access token from before belongs to a login session that has been replaced.
  if (action === 'password' && scheme === 'jwt' && isDone) await request(store, scheme, 'refresh', wish, true);
};

const hasExpired = ({ accessToken }: Column): boolean => {
  const expiresAtMs = expiryOf(accessToken);
  return expiresAtMs !== undefined && expiresAtMs <= Date.now();
};

const expiryOf = (accessToken: string | undefined): number | undefined => {
  const decoded = accessToken === undefined ? undefined : decodeToken(accessToken);
  return decoded?.state === 'decoded' ? decoded.expiresAtMs : undefined;
};

/** @returns whether the API did it */
const request = async (
  store: DemoStore,
  scheme: Scheme,
  action: OwnAction,
  wish: Wish,
  isFollowUp: boolean,
): Promise<boolean> => {
  const { state, columns } = store.current();
  if (state === undefined) return false;
  const column = columns[scheme];
  const planned = requestOf(action, column, wish);
  const facts = { scheme, action, strategy: state.apis[scheme].strategy, isFollowUp };
  if (planned.state === 'skip') {
    store.apply({ type: 'answer', answer: skipped(facts, planned.reason) });
    return false;
  }
  const accessToken = planned.needsLogin ? column.accessToken : undefined;
  const answered = await callApi({
    method: planned.method,
    url: state.apis[scheme].url + planned.path,
    body: planned.body,
    accessToken,
    credentials: planned.isApart ? 'omit' : 'include',
  });
  const answer: Answer = { ...facts, ...answered, ...requestLine(planned), tokenExpiresAtMs: expiryOf(accessToken) };
  store.apply({ type: 'answer', answer, proven: provenBy(action, wish) });
  return answered.outcome.state === 'answered' && answered.outcome.status < 300;
};

const requestLine = ({ method, path, isApart }: PlannedRequest & { state: 'send' }) => ({
  request: { method, path },
  isApart,
});

const skipped = (facts: Pick<Answer, 'scheme' | 'action' | 'strategy' | 'isFollowUp'>, reason: string): Answer => ({
  ...facts,
  startedAtMs: Date.now(),
  endedAtMs: Date.now(),
  exchangeId: undefined,
  isApart: false,
  tokenExpiresAtMs: undefined,
  outcome: { state: 'skipped', reason },
});

const provenBy = (action: OwnAction, { email, password, account }: Wish): Proven | undefined => {
  if (action === 'login') return { email, password };
  return action === 'password' ? { email: account.email, password: account.newPassword } : undefined;
};

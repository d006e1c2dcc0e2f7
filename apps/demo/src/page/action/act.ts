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
  const own = { store, scheme, wish };
  if (isRevoking(action) && hasExpired(store.current().columns[scheme])) await send('refresh', own, true);
  if (action === 'remove-device') await send('devices', own, true);
  const isDone = await send(action, own, false);
  // The access token from before belongs to a login session that has been replaced.
  if (action === 'password' && scheme === 'jwt' && isDone) await send('refresh', own, true);
};

const hasExpired = ({ accessToken }: Column): boolean => {
  const expiresAtMs = expiryOf(accessToken);
  return expiresAtMs !== undefined && expiresAtMs <= Date.now();
};

const expiryOf = (accessToken: string | undefined): number | undefined => {
  const decoded = accessToken === undefined ? undefined : decodeToken(accessToken);
  return decoded?.state === 'decoded' ? decoded.expiresAtMs : undefined;
};

interface Own {
  readonly store: DemoStore;
  readonly scheme: Scheme;
  readonly wish: Wish;
}

/** @returns whether the API did it */
const send = async (action: OwnAction, { store, scheme, wish }: Own, isFollowUp: boolean): Promise<boolean> => {
  const { state, columns } = store.current();
  if (state === undefined) return false;
  const { url, strategy } = state.apis[scheme];
  const facts: Facts = { scheme, action, strategy, isFollowUp };
  const planned = requestOf(action, columns[scheme], wish);
  const answer =
    planned.state === 'skip'
      ? skipped(facts, planned.reason)
      : await sent(facts, planned, { url, accessToken: columns[scheme].accessToken });
  store.apply({ type: 'answer', answer, proven: provenBy(action, wish) });
  return answer.outcome.state === 'answered' && answer.outcome.status < 300;
};

type Facts = Pick<Answer, 'scheme' | 'action' | 'strategy' | 'isFollowUp'>;

interface Target {
  readonly url: string;
  readonly accessToken: string | undefined;
}

const sent = async (facts: Facts, planned: PlannedRequest & { state: 'send' }, target: Target): Promise<Answer> => {
  const { method, path, body, isApart } = planned;
  const accessToken = planned.needsLogin ? target.accessToken : undefined;
  const credentials = isApart ? 'omit' : 'include';
  const answered = await callApi({ method, url: target.url + path, body, accessToken, credentials });
  return { ...facts, ...answered, request: { method, path }, isApart, tokenExpiresAtMs: expiryOf(accessToken) };
};

const skipped = (facts: Facts, reason: string): Answer => ({
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

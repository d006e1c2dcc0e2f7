// After a reload the browser may still hold a login that the page cannot see: it asks, and says nothing when there is none.
import { ROUTES, type Scheme } from '@authlab/contract';
import { callApi } from '../api/call-api.ts';
import type { DemoStore } from '../model/demo-store.ts';

/** Each scheme has its own way: any request shows a session, only a refresh brings a token back. */
export const resume = async (store: DemoStore, scheme: Scheme): Promise<void> => {
  const { state } = store.current();
  if (state === undefined) return;
  const action = scheme === 'session' ? 'me' : 'refresh';
  const { url, strategy } = state.apis[scheme];
  const { method, path } = ROUTES[action];
  const answered = await callApi({ method, url: url + path, credentials: 'include' });
  if (answered.outcome.state !== 'answered' || answered.outcome.status >= 300) return;
  const facts = { scheme, action, strategy, isApart: false, isFollowUp: false, tokenExpiresAtMs: undefined } as const;
  store.apply({ type: 'answer', answer: { ...facts, ...answered, request: { method, path } } });
};

// What script can read of both credentials: what an attacker's script in this page would get.
import { COOKIE_NAMES } from '@authlab/contract';
import type { DemoStore } from '../model/demo-store.ts';
import { decodeToken } from '../token/decode-token.ts';
import type { ReachFinding } from './finding.ts';

export const lookAround = (store: DemoStore): ReachFinding => {
  const { session, jwt } = store.current().columns;
  const decoded = jwt.accessToken === undefined ? undefined : decodeToken(jwt.accessToken);
  return {
    documentCookie: document.cookie,
    sessionCookieBytes:
      session.cookie === undefined ? undefined : COOKIE_NAMES.session.length + session.cookie.value.text.length,
    tokenBytes: jwt.accessToken?.length,
    claimNames: decoded?.state === 'decoded' ? Object.keys(decoded.claims) : [],
  };
};

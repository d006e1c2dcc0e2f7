// Which cookie the browser holds, as far as the wire has shown: script cannot see it.
import { COOKIE_NAMES } from '@authlab/contract';
import type { Exchange } from '../../protocol/exchange.ts';
import { isTakenBack, parseSetCookie, type SetCookie } from '../cookie/parse-set-cookie.ts';
import type { Column } from './model.ts';

/** The newest Set-Cookie in an answer to the browser itself; requests that went apart set no cookie in it. */
export const heldCookie = (column: Column): SetCookie | undefined => {
  const ownIds = new Set(column.answers.filter(({ isApart }) => !isApart).map(({ exchangeId }) => exchangeId));
  const found = column.exchanges
    .filter(({ id }) => ownIds.has(id))
    .map((exchange) => setCookieIn(exchange))
    .find((cookie) => cookie !== undefined);
  if (found === undefined) return column.cookie;
  return isTakenBack(found, Date.now()) ? undefined : found;
};

const setCookieIn = ({ scheme, response, startedAtMs }: Exchange): SetCookie | undefined =>
  response?.headers
    .filter(({ name }) => name === 'set-cookie')
    .map(({ value }) => parseSetCookie(value.text, startedAtMs))
    .findLast((cookie) => cookie?.name === COOKIE_NAMES[scheme]);

// Finds what crossed the wire for an answer.
import type { Exchange } from '../../protocol/exchange.ts';
import type { Answer, Column } from '../model/model.ts';

/** By the id that the balancer gave; the admin's requests, which the page did not send itself, by path and time. */
export const exchangeOf = ({ exchanges }: Column, answer: Answer): Exchange | undefined => {
  const { exchangeId, request, startedAtMs, endedAtMs } = answer;
  if (exchangeId !== undefined) return exchanges.find(({ id }) => id === exchangeId);
  return exchanges.find(
    (exchange) =>
      exchange.path === request?.path &&
      exchange.method === request.method &&
      exchange.startedAtMs >= startedAtMs - 1 &&
      exchange.startedAtMs <= endedAtMs,
  );
};

const AT_MOST_BEFORE_MS = 2000;

/** The question that the browser asked before this request, if it had to. */
export const preflightOf = ({ exchanges }: Column, { path, startedAtMs }: Exchange): Exchange | undefined =>
  exchanges.find(
    (exchange) =>
      exchange.kind === 'preflight' &&
      exchange.path === path &&
      exchange.startedAtMs <= startedAtMs &&
      exchange.startedAtMs > startedAtMs - AT_MOST_BEFORE_MS,
  );

/** The newest answer to something that the visitor asked for. */
export const newestAnswer = ({ answers }: Column): Answer | undefined => answers.find(({ isFollowUp }) => !isFollowUp);

/** The newest that was sent at all, with what its wire showed. */
export const newestExchange = (column: Column): Exchange | undefined =>
  column.answers
    .filter(({ outcome }) => outcome.state !== 'skipped')
    .map((answer) => exchangeOf(column, answer))
    .find((exchange) => exchange !== undefined);

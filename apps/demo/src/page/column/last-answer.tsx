// What the last action of a column was answered, and one sentence on why.
import type { Scheme } from '@authlab/contract';
import type { Exchange } from '../../protocol/exchange.ts';
import { ACTION_NAMES } from '../action/action-id.ts';
import type { Answer } from '../model/model.ts';
import { Status } from '../part/status.tsx';
import { useModel } from '../part/use-demo.tsx';
import { sayAnswer } from '../story/say-answer.ts';
import { commandCount } from '../story/told.ts';
import { duration } from '../text/duration.ts';
import { exchangeOf, newestAnswer } from './exchange-of.ts';

export const LastAnswer = ({ scheme }: { readonly scheme: Scheme }) => {
  const column = useModel().columns[scheme];
  const answer = newestAnswer(column);
  if (answer === undefined) return <p className="faint">Nothing has been sent yet.</p>;
  const exchange = exchangeOf(column, answer);
  return (
    <>
      <p className="answer-line">
        <span className="answer-action">{ACTION_NAMES[answer.action]}</span>
        <Status outcome={answer.outcome} />
        <RetryAfter answer={answer} />
      </p>
      <p>{sayAnswer({ answer, exchange, deviceCount: column.devices?.length })}</p>
      {exchange !== undefined && <Facts exchange={exchange} />}
    </>
  );
};

const RetryAfter = ({ answer: { outcome } }: { readonly answer: Answer }) =>
  outcome.state === 'answered' && outcome.retryAfterSeconds !== undefined ? (
    <span className="faint">Retry-After: {outcome.retryAfterSeconds}</span>
  ) : null;

const Facts = ({ exchange }: { readonly exchange: Exchange }) => {
  const { durationMs, replica, redisCommandsAreComplete, request, response } = exchange;
  const count = commandCount(exchange);
  return (
    <ul className="facts">
      <li>{duration(durationMs)}</li>
      <li>{replica === undefined ? 'no replica' : `replica ${replica + 1}`}</li>
      {redisCommandsAreComplete || count > 0 ? (
        <li>
          <strong>{redisCommandsAreComplete ? count : `${count} or more`}</strong>{' '}
          {count === 1 ? 'Redis command' : 'Redis commands'}
        </li>
      ) : (
        <li>Redis commands not known</li>
      )}
      <li>{(request.wireBytes + (response?.wireBytes ?? 0)).toLocaleString('en')} bytes on the wire</li>
    </ul>
  );
};

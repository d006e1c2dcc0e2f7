// Tells screen readers what the columns show: the same sentences, once each.
import { exchangeOf, newestAnswer } from '../column/exchange-of.ts';
import type { Column } from '../model/model.ts';
import { SCHEME_NAMES } from '../part/pair.tsx';
import { useModel } from '../part/use-demo.tsx';
import { SCHEMES } from '../../protocol/scheme.ts';
import { verdictOf } from '../thief/say-trial.ts';
import { sayAnswer } from './say-answer.ts';
import { sayStatus } from './say-status.ts';

export const Announcer = () => {
  const { columns, news, refusal } = useModel();
  return (
    <div role="status" aria-atomic="false" aria-label="What just happened" className="visually-hidden">
      {news !== undefined && <p>{news}</p>}
      {refusal !== undefined && <p>{refusal}</p>}
      {SCHEMES.map((scheme) => (
        <p key={scheme}>{sayColumn(columns[scheme])}</p>
      ))}
    </div>
  );
};

/** Of the thief only what is settled: a text that changes twice a second would never be read to its end. */
const sayColumn = (column: Column): string => {
  const answer = newestAnswer(column);
  if (answer === undefined) return '';
  const told = { answer, exchange: exchangeOf(column, answer), deviceCount: column.devices?.length };
  const verdict = column.trial === undefined ? undefined : verdictOf(column.trial);
  const fate = verdict === undefined || verdict.state === 'waiting' ? '' : FATES[verdict.state];
  return `${SCHEME_NAMES[column.scheme]}: ${sayStatus(answer.outcome)}. ${sayAnswer(told)} ${fate}`;
};

const FATES = { alive: 'The thief is still let in.', dead: 'The thief is refused.' } as const;

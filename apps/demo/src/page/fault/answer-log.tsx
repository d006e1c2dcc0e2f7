// The last few answers of one scheme as what they are: refusals, outages and all.
import type { Scheme } from '@authlab/contract';
import { ACTION_NAMES } from '../action/action-id.ts';
import type { Answer } from '../model/model.ts';
import { Status } from '../part/status.tsx';
import { useModel } from '../part/use-demo.tsx';
import { duration } from '../text/duration.ts';

const SHOWN = 5;

export const AnswerLog = ({ scheme }: { readonly scheme: Scheme }) => {
  const answers = useModel().columns[scheme].answers.slice(0, SHOWN);
  if (answers.length === 0) return null;
  return (
    <ol className="answer-log" aria-label="Last answers">
      {answers.map((answer) => (
        <Line key={`${answer.startedAtMs} ${answer.action}`} answer={answer} />
      ))}
    </ol>
  );
};

const Line = ({ answer }: { readonly answer: Answer }) => {
  const { action, outcome, startedAtMs, endedAtMs } = answer;
  const retryAfter = outcome.state === 'answered' ? outcome.retryAfterSeconds : undefined;
  return (
    <li>
      <span>{ACTION_NAMES[action]}</span>
      <Status outcome={outcome} />
      <span className="faint">
        {outcome.state !== 'skipped' && duration(endedAtMs - startedAtMs)}
        {retryAfter !== undefined && `, Retry-After ${retryAfter}`}
      </span>
    </li>
  );
};

// The top of a column: which scheme, with which strategy, and who is logged in.
import { type Scheme, STRATEGIES } from '@authlab/contract';
import { restartWith } from '../control/restart-with.ts';
import { SCHEME_NAMES } from '../part/pair.tsx';
import { Segmented } from '../part/segmented.tsx';
import { useDemoState, useModel, useStore } from '../part/use-demo.tsx';
import { STRATEGY_WORDS } from './strategy-words.ts';

export const ColumnHead = ({ scheme }: { readonly scheme: Scheme }) => {
  const store = useStore();
  const { apis, users, busy } = useDemoState();
  const { login } = useModel().columns[scheme];
  const { strategy } = apis[scheme];
  const words = STRATEGY_WORDS[strategy];
  const email = users.find(({ id }) => id === login?.id)?.email;
  const isStarting = apis[scheme].replicas.some(({ status }) => status === 'starting');
  return (
    <>
      <div className="column-head">
        <h2>{SCHEME_NAMES[scheme]}</h2>
        <p className="who">
          {isStarting && <span className="tag">replicas are starting …</span>}{' '}
          {login === undefined ? 'not logged in' : `${email ?? login.id} (${login.roles.join(', ')})`}
        </p>
      </div>
      <Segmented
        label={`${SCHEME_NAMES[scheme]} strategy`}
        value={strategy}
        isDisabled={busy}
        choices={STRATEGIES.filter((one) => one.startsWith(`${scheme}/`)).map((value) => ({
          value,
          label: STRATEGY_WORDS[value].short,
        }))}
        onChoose={(next) => void restartWith(store, 'strategy', { scheme, strategy: next })}
      />
      <p className="strategy-words">
        {words.how} <strong>{words.after}</strong>
      </p>
    </>
  );
};

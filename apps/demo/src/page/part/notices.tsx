// What is wrong with the stage itself, said as what it is.
import { steer } from '../control/steer.ts';
import { useModel, useStore } from './use-demo.tsx';

export const Notices = () => {
  const store = useStore();
  const { link, state, refusal } = useModel();
  return (
    <>
      {link === 'gone' && (
        <div className="notice bad" role="alert">
          <p>
            <strong>The demo’s server does not answer: it has ended.</strong> Start it again with <code>pnpm demo</code>{' '}
            and open the address that it prints.
          </p>
        </div>
      )}
      {link === 'connecting' && state === undefined && <p className="notice">Waiting for the demo’s server…</p>}
      {refusal !== undefined && (
        <div className="notice warn">
          <p>
            The demo’s server refused: {refusal}{' '}
            <button
              type="button"
              className="small"
              onClick={() => store.apply({ type: 'refusal', refusal: undefined })}
            >
              Close
            </button>
          </p>
        </div>
      )}
      {state !== undefined && state.fault.kind !== 'none' && (
        <p className="notice warn">
          Redis is {FAULTS[state.fault.kind]}.{' '}
          <button type="button" className="small" onClick={() => void steer(store, 'fault', { kind: 'none' })}>
            Heal Redis
          </button>
        </p>
      )}
    </>
  );
};

const FAULTS = { kill: 'killed', hang: 'hanging', slow: 'slow' } as const;

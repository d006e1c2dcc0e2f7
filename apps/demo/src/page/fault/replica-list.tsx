// The replicas of one scheme: alive or not, and whether the balancer keeps a browser on its own.
import type { Scheme } from '@authlab/contract';
import type { ReplicaState } from '../../protocol/demo-state.ts';
import { steer } from '../control/steer.ts';
import { useDemoState, useStore } from '../part/use-demo.tsx';

export const ReplicaList = ({ scheme }: { readonly scheme: Scheme }) => {
  const store = useStore();
  const { replicas, sticky } = useDemoState().apis[scheme];
  return (
    <>
      <ul className="replicas">
        {replicas.map((replica) => (
          <Replica key={replica.index} scheme={scheme} replica={replica} />
        ))}
      </ul>
      <button
        type="button"
        className="small"
        aria-pressed={sticky}
        onClick={() => void steer(store, 'sticky', { scheme, on: !sticky })}
      >
        Sticky: each browser keeps its replica
      </button>
    </>
  );
};

const Replica = ({ scheme, replica }: { readonly scheme: Scheme; readonly replica: ReplicaState }) => {
  const store = useStore();
  const { index, status } = replica;
  const action = status === 'dead' ? 'start' : 'kill';
  return (
    <li>
      <span className={`replica ${status}`}>
        replica {index + 1}: {status}
      </span>
      <button
        type="button"
        className="small"
        disabled={status === 'starting'}
        aria-label={`${action === 'kill' ? 'Kill' : 'Start'} replica ${index + 1}`}
        onClick={() => void steer(store, 'replica', { scheme, index, action })}
      >
        {action === 'kill' ? 'Kill' : 'Start'}
      </button>
    </li>
  );
};

// Breaks things: Redis, replicas, the balancer's memory. Each column then shows how it takes it.
import { steer } from '../control/steer.ts';
import { Pair, SCHEME_NAMES } from '../part/pair.tsx';
import { Segmented } from '../part/segmented.tsx';
import { useDemoState, useModel, useStore } from '../part/use-demo.tsx';
import { AnswerLog } from './answer-log.tsx';
import { callMeOnBoth } from './call-me-on-both.ts';
import { FAULT_CHOICES, type FaultKind, faultOf } from './fault-choices.ts';
import { ReplicaList } from './replica-list.tsx';

export const Faults = () => {
  const { news } = useModel();
  return (
    <section className="faults" aria-labelledby="faults-heading">
      <div className="section-head">
        <h2 id="faults-heading">Break something</h2>
      </div>
      <div className="card">
        <Controls />
        <p className="stage-news">{news ?? 'Everything is healthy. What would your users see if it were not?'}</p>
      </div>
      <Pair name="faults">
        {(scheme) => (
          <>
            <h3>{SCHEME_NAMES[scheme]}</h3>
            <ReplicaList scheme={scheme} />
            <AnswerLog scheme={scheme} />
          </>
        )}
      </Pair>
    </section>
  );
};

const Controls = () => {
  const store = useStore();
  const { fault } = useDemoState();
  const breakRedis = async (kind: FaultKind): Promise<void> => {
    // What happens then is the point: so the page asks at once.
    if (await steer(store, 'fault', faultOf(kind))) callMeOnBoth(store);
  };
  const reset = async (): Promise<void> => {
    if (await steer(store, 'reset')) store.apply({ type: 'reset' });
  };
  return (
    <div className="buttons">
      <span className="group-label">Redis of both</span>
      <Segmented label="Redis" value={fault.kind} choices={FAULT_CHOICES} onChoose={(kind) => void breakRedis(kind)} />
      <button type="button" onClick={() => callMeOnBoth(store)}>
        Call /me now
      </button>
      <button type="button" className="apart" onClick={() => void reset()}>
        Reset everything
      </button>
    </div>
  );
};

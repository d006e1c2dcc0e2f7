// The limits of the browser: tried for real in the visitor's own, and explained in a sentence or two each.
import { useState } from 'react';
import { useStore } from '../part/use-demo.tsx';
import { CallCard } from './call-card.tsx';
import { CookieCard } from './cookie-card.tsx';
import type { Findings } from './finding.ts';
import { FormCard } from './form-card.tsx';
import './limits.css';
import { ReachCard } from './reach-card.tsx';
import { tryLimits } from './try-limits.ts';

type Stage = 'untried' | 'running' | 'done';

const NEWS: Readonly<Record<Stage, string>> = {
  untried: 'It logs in where you are not, and changes nothing else.',
  running: 'Trying …',
  done: 'Done: this is what your own browser did.',
};

export const Limits = () => {
  const store = useStore();
  const [findings, setFindings] = useState<Findings>({});
  const [stage, setStage] = useState<Stage>('untried');
  const run = async (): Promise<void> => {
    setStage('running');
    await tryLimits(store, setFindings);
    setStage('done');
  };
  return (
    <section className="limits" aria-labelledby="limits-heading">
      <div className="section-head">
        <h2 id="limits-heading">The limits of the browser</h2>
        <button type="button" aria-disabled={stage === 'running'} onClick={() => stage !== 'running' && void run()}>
          Try them in this browser
        </button>
        <p className="faint" role="status">
          {NEWS[stage]}
        </p>
      </div>
      <div className="limit-cards">
        <CookieCard cookies={findings.cookies} reach={findings.reach} />
        <ReachCard reach={findings.reach} />
        <CallCard calls={findings.calls} />
        <FormCard forms={findings.forms} />
      </div>
    </section>
  );
};

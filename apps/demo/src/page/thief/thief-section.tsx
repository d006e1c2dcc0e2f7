// The heart of the page: what a copied credential is still good for.
import { Pair } from '../part/pair.tsx';
import { ThiefControls } from './thief-controls.tsx';
import { ThiefPanel } from './thief-panel.tsx';
import { TrialTable } from './trial-table.tsx';

export const ThiefSection = () => (
  <section aria-labelledby="thief-heading" className="thief">
    <div className="section-head">
      <h2 id="thief-heading">The thief</h2>
      <ThiefControls />
    </div>
    <Pair name="the thief">{(scheme) => <ThiefPanel scheme={scheme} />}</Pair>
    <Legend />
    <h3>What you have found out</h3>
    <TrialTable />
  </section>
);

const Legend = () => (
  <ul className="legend" aria-label="Legend">
    <li>
      <svg width="10" height="10" aria-hidden="true">
        <circle className="mark accepted" cx="5" cy="5" r="4" />
      </svg>
      accepted
    </li>
    <li>
      <svg width="10" height="10" aria-hidden="true">
        <circle className="mark stale" cx="5" cy="5" r="4" />
      </svg>
      accepted although revoked
    </li>
    <li>
      <svg width="10" height="10" aria-hidden="true">
        <path className="mark refused" d="M1 1L9 9M1 9L9 1" />
      </svg>
      refused
    </li>
    <li>
      <svg width="10" height="10" aria-hidden="true">
        <rect className="mark failed" x="1" y="1" width="8" height="8" />
      </svg>
      503 or no answer
    </li>
  </ul>
);

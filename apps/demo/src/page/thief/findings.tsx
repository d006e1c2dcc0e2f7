// What the thefts have shown: the legend of the timelines above, and the table that compares them.
import { TrialTable } from './trial-table.tsx';

export const Findings = () => (
  <section className="findings" aria-labelledby="findings-heading">
    <Legend />
    <div className="section-head">
      <h2 id="findings-heading">What you have found out</h2>
    </div>
    <TrialTable />
  </section>
);

const SIZE = 10;

const Legend = () => (
  <ul className="legend" aria-label="Legend of the timelines">
    <li>
      <svg width={SIZE} height={SIZE} aria-hidden="true">
        <circle className="mark accepted" cx="5" cy="5" r="3.2" />
      </svg>
      the thief was let in
    </li>
    <li>
      <svg width={SIZE} height={SIZE} aria-hidden="true">
        <circle className="mark stale" cx="5" cy="5" r="4.6" />
      </svg>
      let in although revoked
    </li>
    <li>
      <svg width={SIZE} height={SIZE} aria-hidden="true">
        <path className="mark refused" d="M1 1L9 9M1 9L9 1" />
      </svg>
      refused
    </li>
    <li>
      <svg width={SIZE} height={SIZE} aria-hidden="true">
        <rect className="mark failed" x="1" y="1" width="8" height="8" />
      </svg>
      503 or no answer
    </li>
  </ul>
);

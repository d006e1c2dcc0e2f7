// Both schemes side by side: strategy, the last answer, the thief. Their parts stand on the same lines.
import type { Scheme } from '@authlab/contract';
import { Pair } from '../part/pair.tsx';
import { ThiefPanel } from '../thief/thief-panel.tsx';
import { ColumnHead } from './column-head.tsx';
import { DeviceList } from './device-list.tsx';
import { LastAnswer } from './last-answer.tsx';
import { Lifetimes } from './lifetimes.tsx';

export const Columns = () => (
  <Pair name="what it does" isAligned>
    {(scheme) => <Column scheme={scheme} />}
  </Pair>
);

const Column = ({ scheme }: { readonly scheme: Scheme }) => (
  <>
    <div>
      <ColumnHead scheme={scheme} />
      <Lifetimes scheme={scheme} />
    </div>
    <div className="part">
      <LastAnswer scheme={scheme} />
      <DeviceList scheme={scheme} />
    </div>
    <div className="part">
      <ThiefPanel scheme={scheme} />
    </div>
  </>
);

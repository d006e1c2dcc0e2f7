// The whole page, from top to bottom.
import { ActionBar } from './action/action-bar.tsx';
import { ColumnHead } from './column/column-head.tsx';
import { DeviceList } from './column/device-list.tsx';
import { LastAnswer } from './column/last-answer.tsx';
import { Lifetimes } from './column/lifetimes.tsx';
import { Faults } from './fault/faults.tsx';
import { Guide } from './guide/guide.tsx';
import { Inside } from './inside/inside.tsx';
import { Notices } from './part/notices.tsx';
import { Pair } from './part/pair.tsx';
import { useModel } from './part/use-demo.tsx';
import { Announcer } from './story/announcer.tsx';
import { ThiefSection } from './thief/thief-section.tsx';

export const App = () => {
  const { state } = useModel();
  return (
    <>
      <header className="page-head">
        <h1>Sessions or tokens?</h1>
        <p>The same clicks on two real APIs. Log out, and see who still gets in.</p>
      </header>
      <main>
        <Notices />
        {state !== undefined && <Stage />}
      </main>
    </>
  );
};

const Stage = () => (
  <>
    <Announcer />
    <Guide />
    <ActionBar />
    <Pair name="strategy and last answer">
      {(scheme) => (
        <>
          <ColumnHead scheme={scheme} />
          {scheme === 'jwt' && <Lifetimes />}
          <LastAnswer scheme={scheme} />
          <DeviceList scheme={scheme} />
        </>
      )}
    </Pair>
    <ThiefSection />
    <Inside />
    <Faults />
  </>
);

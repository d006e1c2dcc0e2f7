// The whole page, from top to bottom.
import { ActionBar } from './action/action-bar.tsx';
import { Columns } from './column/columns.tsx';
import { Faults } from './fault/faults.tsx';
import { Guide } from './guide/guide.tsx';
import { Inside } from './inside/inside.tsx';
import { Limits } from './limits/limits.tsx';
import { Notices } from './part/notices.tsx';
import { useModel } from './part/use-demo.tsx';
import { Announcer } from './story/announcer.tsx';
import { Findings } from './thief/findings.tsx';

export const App = () => {
  const { state } = useModel();
  return (
    <>
      <header className="page-head">
        <h1>Sessions or tokens?</h1>
        <p>
          One click does the same on two real APIs, three replicas each. Log out, and see who still gets in. Nothing
          here is simulated.
        </p>
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
    <Columns />
    <Findings />
    <Inside />
    <Faults />
    <Limits />
  </>
);

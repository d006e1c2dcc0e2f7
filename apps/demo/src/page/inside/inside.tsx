// Four views of what just happened, each for both schemes at once so that they can be compared.
import * as Tabs from '@radix-ui/react-tabs';
import type { Scheme } from '@authlab/contract';
import type { ReactNode } from 'react';
import { Pair, SCHEME_NAMES } from '../part/pair.tsx';
import { BrowserHolds } from './browser-holds.tsx';
import { ServerHolds } from './server-holds.tsx';
import { StepList } from './step-list.tsx';
import { Wire } from './wire.tsx';

interface View {
  readonly id: string;
  readonly label: string;
  readonly show: (scheme: Scheme) => ReactNode;
}

const VIEWS: readonly View[] = [
  { id: 'steps', label: 'Step by step', show: (scheme) => <StepList scheme={scheme} /> },
  { id: 'wire', label: 'On the wire', show: (scheme) => <Wire scheme={scheme} /> },
  { id: 'browser', label: 'In the browser', show: (scheme) => <BrowserHolds scheme={scheme} /> },
  { id: 'server', label: 'On the server', show: (scheme) => <ServerHolds scheme={scheme} /> },
];

export const Inside = () => (
  <Tabs.Root defaultValue="steps" className="inside">
    <div className="section-head">
      <h2>Look inside</h2>
      <Tabs.List className="tabs" aria-label="Look inside">
        {VIEWS.map(({ id, label }) => (
          <Tabs.Trigger key={id} value={id}>
            {label}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
    </div>
    {VIEWS.map(({ id, label, show }) => (
      <Tabs.Content key={id} value={id}>
        <Pair name={label.toLowerCase()}>
          {(scheme) => (
            <>
              <h3>{SCHEME_NAMES[scheme]}</h3>
              {show(scheme)}
            </>
          )}
        </Pair>
      </Tabs.Content>
    ))}
  </Tabs.Root>
);

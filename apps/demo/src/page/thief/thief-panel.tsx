// One scheme's thief: what he has, what becomes of it, on a timeline.
import type { Scheme } from '@authlab/contract';
import { useModel } from '../part/use-demo.tsx';
import { sayTrial, verdictOf } from './say-trial.ts';
import { Timeline } from './timeline.tsx';

export const ThiefPanel = ({ scheme }: { readonly scheme: Scheme }) => {
  const { trial } = useModel().columns[scheme];
  if (trial === undefined) {
    return (
      <>
        <h3>{HEADINGS[scheme]}</h3>
        <p className="faint">{EXPLAINED[scheme]}</p>
      </>
    );
  }
  return (
    <>
      <h3>{HEADINGS[scheme]}</h3>
      <p className={`verdict ${verdictOf(trial)?.state ?? 'waiting'}`}>
        <span className="tag">{trial.strategy}</span> {sayTrial(trial)}
      </p>
      <Timeline trial={trial} />
    </>
  );
};

const HEADINGS: Readonly<Record<Scheme, string>> = { session: 'A stolen cookie', jwt: 'A stolen access token' };

const EXPLAINED: Readonly<Record<Scheme, string>> = {
  session: 'Nobody has stolen the session cookie yet. A thief needs no password: whoever sends the cookie is let in.',
  jwt: 'Nobody has stolen the access token yet. A thief needs no password: whoever bears the token is let in.',
};

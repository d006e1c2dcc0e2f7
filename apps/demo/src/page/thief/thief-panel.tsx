// One scheme's thief: what he has, what becomes of it, on a timeline.
import type { Scheme } from '@authlab/contract';
import type { Trial } from '../model/model.ts';
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
      <h3>
        {HEADINGS[scheme]} <span className="tag">{trial.strategy}</span>
      </h3>
      <p className={`verdict ${verdictOf(trial)?.state ?? 'waiting'}`}>{sayTrial(trial)}</p>
      <Refreshes trial={trial} />
      <Timeline trial={trial} />
    </>
  );
};

/** Only a thief who has the refresh cookie as well. */
const Refreshes = ({ trial: { refreshes } }: { readonly trial: Trial }) => {
  const newest = refreshes.at(-1);
  if (newest === undefined) return null;
  const count = refreshes.filter(({ outcome }) => outcome === 'accepted').length;
  return (
    <p className="faint">
      With the stolen refresh cookie he has got {count} new {count === 1 ? 'token' : 'tokens'}
      {newest.outcome === 'accepted' ? '.' : '; the last attempt was refused.'}
    </p>
  );
};

const HEADINGS: Readonly<Record<Scheme, string>> = { session: 'A stolen cookie', jwt: 'A stolen access token' };

const EXPLAINED: Readonly<Record<Scheme, string>> = {
  session: 'Nobody has stolen the session cookie yet. A thief needs no password: whoever sends the cookie is let in.',
  jwt: 'Nobody has stolen the access token yet. A thief needs no password: whoever bears the token is let in.',
};

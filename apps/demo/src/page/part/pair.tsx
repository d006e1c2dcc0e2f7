// The same thing for both schemes, side by side or, on a narrow screen, one above the other.
import type { Scheme } from '@authlab/contract';
import type { ReactNode } from 'react';
import { SCHEMES } from '../../protocol/scheme.ts';

export const SCHEME_NAMES: Readonly<Record<Scheme, string>> = { session: 'Server session', jwt: 'JWT' };

export interface PairProps {
  /** What each half shows, as in "Server session: the thief". */
  readonly name: string;
  readonly children: (scheme: Scheme) => ReactNode;
}

export const Pair = ({ name, children }: PairProps) => (
  <div className="pair">
    {SCHEMES.map((scheme) => (
      <section key={scheme} className={`card ${scheme}`} aria-label={`${SCHEME_NAMES[scheme]}: ${name}`}>
        {children(scheme)}
      </section>
    ))}
  </div>
);

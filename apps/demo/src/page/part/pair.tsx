// The same thing for both schemes, side by side or, on a narrow screen, one above the other.
import type { Scheme } from '@authlab/contract';
import type { ReactNode } from 'react';
import { SCHEMES } from '../../protocol/scheme.ts';

export const SCHEME_NAMES: Readonly<Record<Scheme, string>> = { session: 'Server session', jwt: 'JWT' };

export interface PairProps {
  /** What each half shows, as in "Server session: on the wire". */
  readonly name: string;
  /** The children of each half stand on the same lines as those of the other; there are three of them. */
  readonly isAligned?: boolean;
  readonly children: (scheme: Scheme) => ReactNode;
}

export const Pair = ({ name, isAligned = false, children }: PairProps) => (
  <div className={isAligned ? 'pair aligned' : 'pair'}>
    {SCHEMES.map((scheme) => (
      <section key={scheme} className={`card ${scheme}`} aria-label={`${SCHEME_NAMES[scheme]}: ${name}`}>
        {children(scheme)}
      </section>
    ))}
  </div>
);

// Whether tokens died when their `exp` said so: then the lag after a revocation at a random moment is uniform over the
// lifetime that is left, and a longer lifetime needs no experiment of its own.
import type { TrialRecord } from '../../result/revocation-record.ts';
import { checkHistory } from './check-history.ts';

type Completed = Extract<TrialRecord['outcome'], { state: 'completed' }>;

export interface ExpiryLaw {
  readonly trials: number;
  /** A replica accepted the token after its `exp`, or refused it before. */
  readonly broken: number;
}

/** A second begins when the clock says so, and clocks are read in whole milliseconds. */
const TOLERANCE_MS = 2;

/** @returns undefined where no credential had an end of its own */
export const expiryLaw = (completed: readonly Completed[]): ExpiryLaw | undefined => {
  const bound = completed.flatMap(({ expiresMs, replicas }) =>
    expiresMs === undefined ? [] : [{ expiresMs, replicas }],
  );
  if (bound.length === 0) return undefined;
  return { trials: bound.length, broken: bound.filter(isBroken).length };
};

const isBroken = ({ expiresMs, replicas }: Pick<Completed, 'replicas'> & { readonly expiresMs: number }): boolean =>
  replicas.some((probes) => {
    const sent = probes.map(([startMs, endMs, status]) => ({ startMs, endMs, status }));
    const { lagMs, lagUpperMs } = checkHistory(sent, 0);
    const firstRefusal = sent.find(({ startMs }) => startMs === lagUpperMs);
    const answeredMs = firstRefusal?.endMs ?? lagUpperMs ?? Number.POSITIVE_INFINITY;
    return lagMs > expiresMs + TOLERANCE_MS || answeredMs < expiresMs - TOLERANCE_MS;
  });

// What in a replicas experiment makes a run invalid.
import type { Summary } from './summary.ts';

/** Of a third each. */
const MAX_SHARE = 0.37;

/** INVALID: a story broke off, or round-robin was none. Who loses what is the finding. */
export const replicasFaults = ({ experiments: { replicas } }: Pick<Summary, 'experiments'>): string[] => {
  if (replicas === undefined) return [];
  const steady = replicas.rows.filter(({ story, affinity }) => story === 'steady' && affinity === 'none');
  const uneven = steady.filter(({ answeredBy, requests }) => Math.max(...answeredBy) > MAX_SHARE * requests);
  return [
    ...(replicas.unfinishedPlays > 0
      ? [`${replicas.unfinishedPlays} stories behind the balancer could not be played to their end`]
      : []),
    ...uneven.map(({ target }) => `the balancer did not share the requests of ${target} out evenly`),
  ];
};

// Analyses again what the experiments that keep every request have in a stored run: theft, outage and replicas.
import { recordsOfType } from '../result/records-of-type.ts';
import { rowsByName } from '../result/rows-by-name.ts';
import type { StoredRun } from '../result/read-run.ts';
import type { Summary } from '../result/summary.ts';
import { analyseOutage } from './outage/analyse-outage.ts';
import { analyseReplicas } from './replicas/analyse-replicas.ts';
import { analyseTheft } from './theft/analyse-theft.ts';

/** With the settings as they were stored: the profile of that name may have another content by now. */
export const reanalyseExperiments = ({ summary: { experiments }, records }: StoredRun): Summary['experiments'] => {
  const { theft, outage, replicas } = experiments;
  return {
    ...experiments,
    ...(theft && { theft: analyseTheft(recordsOfType(records, 'theft-trial'), theft) }),
    ...(outage && { outage: analyseOutage(recordsOfType(records, 'outage-trial'), outage) }),
    ...(replicas && {
      replicas: analyseReplicas(
        recordsOfType(records, 'replicas-play'),
        { ...replicas, users: replicas.usersPerRound },
        { balancer: replicas.balancer, leftOut: replicas.leftOut },
      ),
    }),
  };
};

/** What is compared, with the rows under their names. */
export const comparableExperiments = ({ theft, outage, replicas }: Summary['experiments']) => ({
  ...(theft && { theft: { ...theft, rows: rowsByName(theft.rows, ({ target, story }) => `${target}, ${story}`) } }),
  ...(outage && { outage: { ...outage, rows: rowsByName(outage.rows, ({ target, fault }) => `${target}, ${fault}`) } }),
  ...(replicas && {
    replicas: {
      ...replicas,
      rows: rowsByName(replicas.rows, ({ target, affinity, story }) => `${target} with affinity ${affinity}, ${story}`),
    },
  }),
});

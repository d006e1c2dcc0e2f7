// What in a theft experiment makes a run invalid.
import type { Summary } from './summary.ts';

/** INVALID: a story broke off, or a thief was not answered. How long thieves get on is the finding. */
export const theftFaults = ({ experiments: { theft } }: Pick<Summary, 'experiments'>): string[] => {
  if (theft === undefined) return [];
  const unanswered = theft.rows.reduce((sum, row) => sum + row.unanswered, 0);
  return [
    ...(theft.unfinishedTrials > 0 ? [`${theft.unfinishedTrials} thefts could not be played to their end`] : []),
    ...(unanswered > 0 ? [`${unanswered} requests of thieves were answered neither 200 nor 401`] : []),
  ];
};

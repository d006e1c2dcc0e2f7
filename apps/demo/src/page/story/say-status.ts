// How a request ended, in the fewest words.
import type { Outcome } from '../model/model.ts';

export const sayStatus = (outcome: Outcome): string => {
  if (outcome.state === 'skipped') return 'not sent';
  if (outcome.state === 'silent') return 'no answer';
  return outcome.code === undefined ? String(outcome.status) : `${outcome.status} ${outcome.code}`;
};

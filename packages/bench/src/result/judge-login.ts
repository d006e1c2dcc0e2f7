// What in a login experiment makes a run invalid.
import type { Summary } from './summary.ts';

/** INVALID: an operation was not answered as it should be. In the flood, refusals are the finding. */
export const loginFaults = ({ experiments: { login } }: Pick<Summary, 'experiments'>): string[] =>
  login === undefined || login.wrongAnswers === 0
    ? []
    : [`${login.wrongAnswers} logins, refreshes or logouts were not answered as they should be`];

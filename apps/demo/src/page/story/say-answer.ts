// One sentence for the newest thing that happened in a column.
import { sayFailure } from './say-failure.ts';
import { sayJwt } from './say-jwt.ts';
import { saySession } from './say-session.ts';
import type { Told } from './told.ts';

export const sayAnswer = (told: Told): string => {
  const { outcome, scheme } = told.answer;
  switch (outcome.state) {
    case 'skipped':
      return outcome.reason;
    case 'silent':
      return 'There was no answer that this page may read: nobody listens there, or the connection was cut.';
    case 'answered':
      if (outcome.status >= 300) return sayFailure(told, outcome.status, outcome.code);
      return scheme === 'session' ? saySession(told) : sayJwt(told);
    default:
      return outcome satisfies never;
  }
};

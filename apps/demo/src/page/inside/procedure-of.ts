// Which exchanges of a column show its procedure.
import type { Strategy } from '@authlab/contract';
import { exchangeOf } from '../column/exchange-of.ts';
import type { ActionId } from '../action/action-id.ts';
import type { Answer, Column } from '../model/model.ts';
import type { Procedure } from './steps-of.ts';

const HANDS_OUT: ReadonlySet<ActionId> = new Set(['login', 'refresh']);

export const procedureOf = (column: Column, strategy: Strategy): Procedure => {
  const sent = column.answers.filter(({ isApart, outcome }) => !isApart && outcome.state === 'answered');
  const exchanged = (wanted: (answer: Answer) => boolean) =>
    sent
      .filter((answer) => wanted(answer))
      .map((answer) => exchangeOf(column, answer))
      .find((exchange) => exchange !== undefined);
  return {
    strategy,
    login: exchanged(
      ({ action, outcome }) => HANDS_OUT.has(action) && outcome.state === 'answered' && outcome.status < 300,
    ),
    request: exchanged(({ action }) => !HANDS_OUT.has(action)),
  };
};

// From one state of the page to the next: pure, so that the same events always show the same.
import { SCHEMES } from '../../protocol/scheme.ts';
import { applyAnswer } from './apply-answer.ts';
import { applyEvent } from './apply-event.ts';
import type { Change } from './change.ts';
import { type Column, EMPTY_MODEL, type Model } from './model.ts';

export const applyChange = (model: Model, change: Change): Model => {
  switch (change.type) {
    case 'link':
      return { ...model, link: change.link };
    case 'event':
      return applyEvent({ ...model, link: 'open' }, change.event);
    case 'answer':
      return inColumn(model, change.answer.scheme, (column) => applyAnswer(column, change.answer, change.proven));
    case 'store':
      return inColumn(model, change.view.scheme, (column) => ({ ...column, store: change.view }));
    case 'refusal':
      return { ...model, refusal: change.refusal };
    case 'reset':
      return afterReset(model);
    default:
      return change satisfies never;
  }
};

const inColumn = (model: Model, scheme: Column['scheme'], next: (column: Column) => Column): Model => ({
  ...model,
  columns: { ...model.columns, [scheme]: next(model.columns[scheme]) },
});

/** What was learnt stays: earlier thefts are the lesson. */
const afterReset = (model: Model): Model => ({
  ...EMPTY_MODEL,
  link: model.link,
  state: model.state,
  trials: [
    ...model.trials,
    ...SCHEMES.flatMap((scheme) => {
      const { trial } = model.columns[scheme];
      return trial?.revoked === undefined ? [] : [{ ...trial, isOver: true }];
    }),
  ],
});

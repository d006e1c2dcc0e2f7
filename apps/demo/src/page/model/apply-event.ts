// What the demo's server tells changes in what the page knows.
import type { Scheme, Strategy } from '@authlab/contract';
import type { DemoEvent } from '../../protocol/demo-event.ts';
import type { ApiState, DemoState } from '../../protocol/demo-state.ts';
import type { Exchange } from '../../protocol/exchange.ts';
import { SCHEMES } from '../../protocol/scheme.ts';
import { sayStage } from '../story/say-stage.ts';
import { heldCookie } from './held-cookie.ts';
import type { Column, Model, Trial } from './model.ts';

const REMEMBERED_EXCHANGES = 60;

export const applyEvent = (model: Model, event: DemoEvent): Model => {
  switch (event.type) {
    case 'state':
      return applyState(model, event.state);
    case 'exchange':
      return inColumn(model, event.exchange.scheme, (column) => withExchange(column, event.exchange));
    case 'thief-probe':
      return inTrial(model, event.probe.scheme, (trial) => ({ ...trial, probes: [...trial.probes, event.probe] }));
    case 'thief-refresh':
      return inTrial(model, event.refresh.scheme, (trial) => ({
        ...trial,
        refreshes: [...trial.refreshes, event.refresh],
      }));
    case 'redis-command':
      return model;
    default:
      return event satisfies never;
  }
};

const inColumn = (model: Model, scheme: Scheme, change: (column: Column) => Column): Model => ({
  ...model,
  columns: { ...model.columns, [scheme]: change(model.columns[scheme]) },
});

const inTrial = (model: Model, scheme: Scheme, change: (trial: Trial) => Trial): Model => {
  const { trial } = model.columns[scheme];
  return trial === undefined || trial.isOver
    ? model
    : inColumn(model, scheme, (column) => ({ ...column, trial: change(trial) }));
};

const withExchange = (column: Column, exchange: Exchange): Column => {
  const next = { ...column, exchanges: [exchange, ...column.exchanges].slice(0, REMEMBERED_EXCHANGES) };
  return { ...next, cookie: heldCookie(next) };
};

const applyState = (model: Model, state: DemoState): Model =>
  SCHEMES.reduce<Model>((next, scheme) => withThief(next, scheme, state.apis[scheme]), {
    ...model,
    state,
    news: (model.state === undefined ? undefined : sayStage(model.state, state)) ?? model.news,
  });

/** A theft begins and ends with what the server says. */
const withThief = (model: Model, scheme: Scheme, { thief, strategy }: ApiState): Model => {
  const { trial } = model.columns[scheme];
  if (thief === undefined) return ended(model, scheme);
  if (thief.stolenAtMs === trial?.stolenAtMs) return reopened(model, scheme);
  const started = newTrial(scheme, strategy, thief);
  return inColumn(archived(model, scheme), scheme, (column) => ({ ...column, trial: started }));
};

/** States may overtake each other on their two ways here. */
const reopened = (model: Model, scheme: Scheme): Model =>
  model.columns[scheme].trial?.isOver === true
    ? inColumn(model, scheme, (column) => ({
        ...column,
        trial: column.trial === undefined ? undefined : { ...column.trial, isOver: false },
      }))
    : model;

const newTrial = (scheme: Scheme, strategy: Strategy, thief: NonNullable<ApiState['thief']>): Trial => ({
  scheme,
  strategy,
  stolenAtMs: thief.stolenAtMs,
  withRefreshToken: thief.withRefreshToken,
  revoked: undefined,
  probes: [],
  refreshes: [],
  isOver: false,
});

const ended = (model: Model, scheme: Scheme): Model => inTrial(model, scheme, (trial) => ({ ...trial, isOver: true }));

/** Thefts in which nothing was revoked teach nothing. */
const archived = (model: Model, scheme: Scheme): Model => {
  const { trial } = model.columns[scheme];
  return trial?.revoked === undefined ? model : { ...model, trials: [...model.trials, { ...trial, isOver: true }] };
};

// The lifetime of an access token above which tokens cost less than sessions: below it, the refreshes cost more than is saved.
import type { Strategy } from '@authlab/contract';
import { type IndependentQuotient, independentQuotient } from '../stats/independent-quotient.ts';
import type { Interval } from '../stats/interval.ts';
import { weightedSum } from '../stats/weighted-sum.ts';
import type { MeasuredExtras } from './measured-extras.ts';
import type { StrategyPlan } from './plan-strategy.ts';
import { type DifferenceContext, requestDifferenceUs } from './request-difference.ts';

export interface BreakEven {
  readonly token: Strategy;
  readonly session: Strategy;
  /** What a request with the token costs less, in microseconds. */
  readonly savedUs: Interval;
  /** In seconds; `never`: nothing is saved. Absent when the cost of a refresh was not measured. */
  readonly lifetime?: IndependentQuotient;
}

export interface BreakEvenContext extends DifferenceContext {
  readonly extras: MeasuredExtras;
  readonly requestsPerUserSecond: number;
}

/** T* = D_refresh / (q dD), for each token strategy against each session strategy. */
export const breakEvens = (plans: readonly StrategyPlan[], context: BreakEvenContext): BreakEven[] => {
  const tokens = plans.filter(({ target }) => target.startsWith('jwt/'));
  const sessions = plans.filter(({ target }) => target.startsWith('session/'));
  return tokens.flatMap((token) => sessions.map((session) => breakEven(token, session, context)));
};

const breakEven = (token: StrategyPlan, session: StrategyPlan, context: BreakEvenContext): BreakEven => {
  const savedUs = requestDifferenceUs(session, token, context);
  const refresh = context.extras.operationOf(token.target, 'refresh');
  const known = { token: token.target, session: session.target, savedUs };
  if (savedUs.high <= 0) return { ...known, lifetime: { state: 'never' } };
  if (refresh === undefined) return known;
  const refreshUs = weightedSum([refresh.cpuUs, refresh.redisCpuUs].map((interval) => ({ interval, weight: 1 })));
  const savedPerSecond = weightedSum([{ interval: savedUs, weight: context.requestsPerUserSecond }]);
  return { ...known, lifetime: independentQuotient(refreshUs, savedPerSecond) };
};

// The model: from the unit costs of one run to what each strategy needs on a site far larger than the machine of the run.
import { STRATEGIES, type Strategy } from '@authlab/contract';
import type { CostRow, Summary } from '../result/summary.ts';
import { breakEvens } from './break-even.ts';
import { cheapest } from './cheapest.ts';
import { readExtras } from './measured-extras.ts';
import type { Plan } from './plan.ts';
import { planNotes } from './plan-notes.ts';
import { planStrategy } from './plan-strategy.ts';
import { holdOuts } from './rate-curve.ts';
import type { Site } from './site.ts';
import { unitCosts } from './unit-costs.ts';

const US_PER_SECOND = 1e6;

/**
 * Sums carry the intervals of the unit costs in quadrature, quotients by Fieller's theorem: nothing is drawn at random.
 *
 * @throws {TypeError} when there is no row of a strategy, or the rate was not measured and lies on no curve
 */
export const makePlan = (summary: Summary, site: Site): Plan => {
  const rows = summary.cost;
  const ratePerSec = site.ratePerSec ?? Math.max(...rows.map((row) => row.ratePerSec));
  const costs = unitCosts(rows, ratePerSec);
  const extras = readExtras(summary.experiments);
  const strategies = STRATEGIES.filter((strategy) => costs.has(strategy));
  if (strategies.length === 0) throw new TypeError('a plan needs the cost of a strategy');
  const plans = strategies.map((strategy) =>
    planStrategy(strategy, site, { costs, extras, revocation: summary.revocation }),
  );
  const atRate = summary.comparisons.filter((row) => row.ratePerSec === ratePerSec);
  const { requestsPerUserSecond } = site;
  const requestsPerSecond = site.users * requestsPerUserSecond;
  const context = { costs, extras, comparisons: atRate, requestsPerUserSecond };
  const best = cheapest(plans, { ...context, coresPerRequestUs: requestsPerSecond / US_PER_SECOND / site.utilization });
  const plan = {
    site,
    requestsPerSecond,
    ratePerSec,
    isRateMeasured: costs.isMeasured,
    strategies: plans,
    breakEvens: breakEvens(plans, context),
    holdOuts: strategies.flatMap((target) => holdOutsOf(target, rows)),
    ...(best === undefined ? {} : { cheapest: best }),
  };
  return { ...plan, notes: planNotes(plan, summary) };
};

const holdOutsOf = (target: Strategy, rows: readonly CostRow[]) =>
  holdOuts(
    rows.filter((row) => row.target === target).map(({ ratePerSec, cpuUs }) => ({ ratePerSec, value: cpuUs.value })),
  ).map((row) => ({ target, ...row }));

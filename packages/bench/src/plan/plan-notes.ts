// What a plan does not hold, and how to get it: a figure that is silently missing would look like a figure of nothing.
import { percent } from '../report/figure.ts';
import type { Summary } from '../result/summary.ts';
import type { Plan } from './plan.ts';
import type { StrategyPlan } from './plan-strategy.ts';
import { RARE_MISS_SHARE } from './remembered.ts';

type Planned = Omit<Plan, 'notes'>;

const TOUCH_SECONDS = 60;

export const planNotes = (plan: Planned, summary: Summary): string[] => [
  ...(summary.verdict === 'VALID'
    ? []
    : [`The run behind this plan is ${summary.verdict}: ${summary.reasons.join('; ')}.`]),
  ...rateNotes(plan, summary),
  ...lacking(plan),
  ...countedMisses(plan),
  ...touchNotes(plan),
];

const rateNotes = ({ ratePerSec, isRateMeasured }: Planned, { cost }: Summary): string[] => {
  const rates = [...new Set(cost.map((row) => row.ratePerSec))];
  const highest = Math.max(...rates);
  const place = `Unit costs are those of a process that serves ${ratePerSec} requests/s`;
  if (!isRateMeasured) {
    const where = ratePerSec > highest || ratePerSec < Math.min(...rates) ? 'outside of' : 'between';
    return [`${place}, predicted from the curve: it lies ${where} the measured rates (${rates.join(', ')}).`];
  }
  return ratePerSec === highest
    ? [`${place}, the highest that was measured; a busier process needs less per request, so this is rather too much.`]
    : [`${place}.`];
};

const names = (plans: readonly StrategyPlan[]): string => plans.map(({ target }) => target).join(', ');

const lacking = (plan: Planned): string[] => {
  const { strategies } = plan;
  const refreshes = strategies.filter(({ uncounted }) => uncounted.includes('refreshes'));
  const logins = strategies.filter(({ uncounted }) => uncounted.includes('logins'));
  const memory = strategies.filter(({ redis }) => redis.dataBytes === undefined);
  const cold = strategies.filter(({ uncounted }) => uncounted.includes('misses'));
  const found = [
    ...(refreshes.length === 0 ? [] : [`Not counted: the CPU of refreshes (${names(refreshes)}).`]),
    ...(logins.length === 0 ? [] : [`Not counted: the CPU of logins (${names(logins)}).`]),
    ...(memory.length === 0 ? [] : [`Not counted: memory and network of Redis (${names(memory)}); shards are by CPU.`]),
    ...(cold.length === 0 ? [] : [`Not counted: misses. ${missText(cold)}.`]),
  ];
  return found.length === 0 ? [] : [...found, `To count all of it: \`${commandFor(plan)}\`.`];
};

const commandFor = ({ strategies }: Planned): string => {
  const needed = strategies.flatMap(({ remembering }) => remembering?.missing ?? []);
  const targets = [...new Set([...strategies.map(({ target }) => target), ...needed])];
  return `pnpm bench --experiment cost,revocation,login,footprint --targets ${targets.join(',')}`;
};

const countedMisses = ({ strategies }: Planned): string[] => {
  const cold = strategies.filter(
    ({ mix, remembering }) => Object.keys(mix).length > 1 && (remembering?.missShare ?? 0) >= RARE_MISS_SHARE,
  );
  return cold.length === 0 ? [] : [`Counted: misses. ${missText(cold)}.`];
};

const missText = (strategies: readonly StrategyPlan[]): string => {
  const shares = strategies.map(({ target, remembering }) => `${target} ${percent(remembering?.missShare ?? 0)}`);
  return `With many replicas a credential comes to one of them so rarely that it finds nothing remembered there, in this share of the requests: ${shares.join(', ')}`;
};

/** The reader of a session writes when it was last seen, at most once a minute; in a short block nobody is due. */
const touchNotes = ({ strategies, site }: Planned): string[] => {
  const touched = strategies.filter(({ target }) => target === 'session/redis' || target === 'session/tracked');
  if (touched.length === 0) return [];
  const perSecond = site.users / (TOUCH_SECONDS + 1 / site.requestsPerUserSecond);
  return [
    `${names(touched)}: about ${perSecond.toFixed(0)} writes/s more, since a session is touched at most once a minute; the unit costs do not hold them.`,
  ];
};

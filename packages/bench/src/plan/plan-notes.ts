// What a plan does not hold, and how to get it: a figure that is silently missing would look like a figure of nothing.
import { percent } from '../report/figure.ts';
import type { Summary } from '../result/summary.ts';
import { readExtras } from './measured-extras.ts';
import type { Plan } from './plan.ts';
import type { StrategyPlan } from './plan-strategy.ts';
import { SMALL_SHARE, type Surcharge } from './request-mix.ts';

type Planned = Omit<Plan, 'notes'>;

export const planNotes = (plan: Planned, summary: Summary): string[] => [
  ...(summary.verdict === 'VALID'
    ? []
    : [`The run behind this plan is ${summary.verdict}: ${summary.reasons.join('; ')}.`]),
  ...rateNotes(plan, summary),
  ...operationNotes(plan, summary),
  ...lacking(plan),
  ...counted(plan),
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

/** Everything is dearer in a process that is asked less: logins and refreshes are, beside the requests that they are added to. */
const operationNotes = ({ ratePerSec, strategies }: Planned, { experiments }: Summary): string[] => {
  const { operationOf } = readExtras(experiments);
  const rates = strategies.flatMap(({ target }) => operationOf(target, 'refresh')?.ratePerSec ?? []);
  const highest = Math.max(0, ...rates);
  return highest === 0 || highest >= ratePerSec
    ? []
    : [
        `Refreshes were measured at ${highest} a second, where everything needs more than at ${ratePerSec}: what tokens need is rather ` +
          'too much, and the lifetimes from which they cost less are rather too long.',
      ];
};

const names = (plans: readonly StrategyPlan[]): string => plans.map(({ target }) => target).join(', ');

const lacking = (plan: Planned): string[] => {
  const { strategies } = plan;
  const refreshes = strategies.filter(({ uncounted }) => uncounted.includes('refreshes'));
  const logins = strategies.filter(({ uncounted }) => uncounted.includes('logins'));
  const memory = strategies.filter(({ redis }) => redis.dataBytes === undefined);
  const found = [
    ...(refreshes.length === 0 ? [] : [`Not counted: the CPU of refreshes (${names(refreshes)}).`]),
    ...(logins.length === 0 ? [] : [`Not counted: the CPU of logins (${names(logins)}).`]),
    ...(memory.length === 0 ? [] : [`Not counted: memory and network of Redis (${names(memory)}); shards are by CPU.`]),
    ...surchargeNotes('Not counted', strategies, ({ missing }) => missing.length > 0),
  ];
  return found.length === 0 ? [] : [...found, `To count all of it: \`${commandFor(plan)}\`.`];
};

const commandFor = ({ strategies }: Planned): string => {
  const needed = strategies.flatMap(({ surcharges }) =>
    surcharges.filter(({ share }) => share >= SMALL_SHARE).flatMap(({ dearer, cheaper }) => [cheaper, dearer]),
  );
  const targets = [...new Set([...strategies.map(({ target }) => target), ...needed])];
  return `pnpm bench --experiment cost,revocation,login,footprint --targets ${targets.join(',')}`;
};

const counted = ({ strategies }: Planned): string[] =>
  surchargeNotes('Counted', strategies, ({ missing }) => missing.length === 0);

const SURCHARGES: Readonly<Record<Surcharge['of'], string>> = {
  misses:
    'With many replicas a credential comes to one of them so rarely that it finds nothing remembered there, in this share of the requests',
  touches: 'A session is written when it was last seen, at most once a minute, so with this share of the requests',
};

const surchargeNotes = (
  word: string,
  strategies: readonly StrategyPlan[],
  isMeant: (surcharge: Surcharge) => boolean,
): string[] =>
  (['misses', 'touches'] as const).flatMap((of) => {
    const shares = strategies.flatMap(({ target, surcharges }) =>
      surcharges
        .filter((surcharge) => surcharge.of === of && surcharge.share >= SMALL_SHARE && isMeant(surcharge))
        .map(({ share }) => `${target} ${percent(share)}`),
    );
    return shares.length === 0 ? [] : [`${word}: ${of}. ${SURCHARGES[of]}: ${shares.join(', ')}.`];
  });

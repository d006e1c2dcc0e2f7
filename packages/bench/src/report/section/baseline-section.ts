// What known attacks find in recipes as they are documented, with ours beside them.
import type { BaselineResult, CopyRow, HangRow, PlantingRow, RaceRow } from '../../result/baseline-result.ts';
import type { Environment, Summary } from '../../result/summary.ts';
import type { Interval } from '../../stats/interval.ts';
import { duration, percent } from '../figure.ts';
import type { TargetName } from '../../target/target-name.ts';
import type { ReportSection } from '../section.ts';
import { packagesOf, saysOf } from './recipe-text.ts';
import { spreadText } from './theft-text.ts';

export const baselineSections = ({ experiments: { baseline }, environment }: Summary): ReportSection[] => {
  if (baseline === undefined) return [];
  return ATTACKS.flatMap(({ title, note, factsOf }) => {
    const facts = factsOf(baseline);
    return facts.length === 0 ? [] : [{ title, note, pictures: [], table: tableOf(facts, environment) }];
  });
};

/** One target under one attack. */
interface Fact {
  readonly target: TargetName;
  readonly attack: string;
  readonly rounds: string;
  readonly seen: string;
  readonly says: string;
}

interface Attack {
  readonly title: string;
  readonly note: string;
  readonly factsOf: (baseline: BaselineResult) => readonly Fact[];
}

const tableOf = (facts: readonly Fact[], { packages }: Environment): NonNullable<ReportSection['table']> => ({
  head: ['target', 'attack', 'rounds', 'seen (95 % interval)', 'what its documentation says'],
  rows: facts.map(({ target, attack, rounds, seen, says }) => [
    `${target}${packagesOf(target, packages)}`,
    attack,
    rounds,
    seen,
    says,
  ]),
});

const shareText = (count: number, of: number, { low, high }: Interval): string =>
  `${count} of ${of} (${percent(low)} to ${percent(high)})`;

const raceFact = (row: RaceRow): Fact => ({
  target: row.target,
  attack: `${row.inFlight} requests that ${row.racer === 'reads' ? 'read' : 'change'} the session`,
  rounds: String(row.rounds),
  seen: `the old cookie was good again after ${shareText(row.revived, row.rounds, row.revivedShare)}`,
  says: saysOf(row.target, row.racer),
});

const hangFact = (row: HangRow): Fact => {
  const answers = Object.entries(row.answers).map(([status, count]) => `${count} requests answered ${status}`);
  const when = row.answerMs === undefined ? '' : ` after ${spreadText(row.answerMs, duration)}`;
  const waited = `requests without an answer within ${duration(row.waitMs)} in ${shareText(row.hung, row.rounds, row.hungShare)} rounds`;
  const healed = `good again once Redis goes on, in ${row.healed} of ${row.rounds}`;
  return {
    target: row.target,
    attack: `${row.requests / row.rounds} requests at once`,
    rounds: String(row.rounds),
    seen: [...(answers.length === 0 ? [] : [`${answers.join(', ')}${when}`]), waited, healed].join('; '),
    says: saysOf(row.target, 'hang'),
  };
};

const copyFact = (row: CopyRow): Fact => ({
  target: row.target,
  attack: row.event === 'logout' ? 'its owner logs out' : 'the store forgets every session',
  rounds: String(row.trials),
  seen: `accepted after it in ${shareText(row.stale, row.trials, row.staleShare)}${copyLife(row)}`,
  says: saysOf(row.target, row.event),
});

const copyLife = (row: CopyRow): string => {
  const { stale, neverRefused, trials, watchedMs, lastAcceptMs, lifetimeSeconds } = row;
  if (stale === 0) return '';
  const life = lifetimeSeconds === undefined ? '' : `; its lifetime here is ${lifetimeSeconds} s from the login`;
  if (neverRefused > 0) return `; still accepted after ${duration(watchedMs)} in ${neverRefused} of ${trials}${life}`;
  return `, for ${spreadText(lastAcceptMs, duration)}${life}`;
};

const plantingFact = (row: PlantingRow): Fact => ({
  target: row.target,
  attack: "a victim logs in over the attacker's cookie",
  rounds: String(row.rounds),
  seen: `that cookie opens the victim's account in ${shareText(row.fixed, row.rounds, row.fixedShare)}`,
  says: saysOf(row.target, 'planting'),
});

const FAIR =
  'Each recipe as its own documentation puts it together, at the versions named, with ours beside them: what is shown is a property of ' +
  'the recipe with its defaults, and most of these libraries say it themselves or have an option for it.';

const ATTACKS: readonly Attack[] = [
  {
    title: 'Is a session that was logged out good again?',
    note: `A logout with requests of the same session around it, from 1 ms before to 3 ms after. ${FAIR}`,
    factsOf: ({ races }) => races.map(raceFact),
  },
  {
    title: 'What does a request get while Redis stands still?',
    note: 'Redis is stopped (SIGSTOP): its connections stay open and nothing answers.',
    factsOf: ({ hangs }) => hangs.map(hangFact),
  },
  {
    title: 'What is a copied credential worth after a logout?',
    note:
      'Copies are used all the time. Tokens and the cookie cache have a short lifetime here so that its end is seen; with their own ' +
      'lifetimes it is as long as those say (the cookie cache: 5 minutes in the documentation).',
    factsOf: ({ copies }) => copies.map(copyFact),
  },
  {
    title: 'Does a cookie from before the login open the account?',
    note: 'Session fixation: an attacker puts the cookie of a session of his own into the browser of a victim, who then logs in.',
    factsOf: ({ plantings }) => plantings.map(plantingFact),
  },
];

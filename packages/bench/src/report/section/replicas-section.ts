// What a balancer before several replicas does to logins and requests, and what it costs itself.
import type { ReplicasStory } from '../../result/replicas-record.ts';
import type { ReplicasResult, ReplicasRow } from '../../result/replicas-result.ts';
import type { Summary } from '../../result/summary.ts';
import { balancedChart, balancedChartHeight } from '../chart/balanced-chart.ts';
import { figureWithInterval, figure, percent } from '../figure.ts';
import type { ReportPicture, ReportSection } from '../section.ts';
import { armText, failedText, lostText, normalText, REPLICAS_STORY_TEXTS, replicasFindings } from './replicas-text.ts';

export const replicasSections = ({ experiments: { replicas } }: Summary): ReportSection[] =>
  replicas === undefined || replicas.rows.length === 0 ? [] : [storiesSection(replicas), balancerSection(replicas)];

const storiesSection = (result: ReplicasResult): ReportSection => ({
  title: 'Three replicas behind a balancer: who loses the login, what fails',
  note: noteOf(result),
  pictures: DRAWN.flatMap((story) => pictureOf(story, result)),
  table: {
    head: ['what happens', 'strategy and balancer', 'logins lost', 'requests failed', 'back to normal'],
    rows: result.rows.map((row) => [
      REPLICAS_STORY_TEXTS[row.story],
      armText(row),
      lostText(row),
      failedText(row),
      normalText(row),
    ]),
  },
});

const noteOf = ({ balancer, usersPerRound, ratePerSec, checkEveryMs, drainDelayMs, leftOut }: ReplicasResult): string =>
  `${usersPerRound} users log in once through ${balancer} and then send ${ratePerSec} GET /me a second together, in each round with fresh ` +
  'processes. A login is lost when a user whose login nobody ended is answered 401; a request fails when it is answered neither ' +
  '200 nor 401, or not at all. Users who share a replica share its fate, so the rounds count beside the interval. The balancer asks ' +
  `for the health of each replica every ${checkEveryMs} ms, and tries another replica where a connection fails; a request that ` +
  `was sent already it does not repeat. Replicas that are told to stop go on serving for ${drainDelayMs} ms.` +
  (leftOut.length === 0
    ? ''
    : ` Left out, because only the strategies at their defaults are played: ${leftOut.join(', ')}.`);

/** Where nothing happens the table says it all. */
const DRAWN = ['kill', 'rolling-restart'] as const satisfies readonly ReplicasStory[];

/** Sessions in memory both ways, and the first of the others, which look like it. */
const DRAWN_ARMS = 3;

const SIGNS =
  'Bars: requests that were served, by the replica that answered; above them red: refused as not logged in; dark: failed. ' +
  'Grey: no process, or one that the balancer does not use yet. Drawn is the first round.';

const pictureOf = (story: ReplicasStory, { rows }: ReplicasResult): ReportPicture[] => {
  const own = rows.filter((row) => row.story === story);
  const drawn = own.slice(0, DRAWN_ARMS);
  if (drawn.length === 0) return [];
  const title = REPLICAS_STORY_TEXTS[story];
  return [
    {
      label: `What each replica answered: ${title}`,
      caption: `${title.charAt(0).toUpperCase()}${title.slice(1)}. ${replicasFindings(own)}. ${SIGNS}`,
      draw: (size) => ({ option: balancedChart(drawn), height: balancedChartHeight(drawn, size) }),
    },
  ];
};

const balancerSection = ({ rows, cost }: ReplicasResult): ReportSection => ({
  title: 'What the balancer itself costs, and whether it is fair',
  note: costText(cost),
  pictures: [],
  table: {
    head: ['strategy and balancer', 'requests', 'share of each replica'],
    rows: rows
      .filter(({ story }) => story === 'steady')
      .map((row) => [armText(row), String(row.requests), sharesOf(row)]),
  },
});

const costText = (cost: ReplicasResult['cost']): string =>
  cost === undefined
    ? 'How much CPU the balancer uses could not be told: this system does not count it, or too little was played.'
    : `HAProxy, with one thread, used ${figureWithInterval(cost.balancerCpuUs)} us of CPU per request, its health checks included; the ` +
      `replicas, which had just been started, used ${figureWithInterval(cost.apiCpuUs)} us. That is over ${cost.requests} requests in ${cost.plays} plays; the interval is over ` +
      `the plays, and has in it that the system counts the CPU of HAProxy in steps of 10 ms, which are ${figure(cost.tickUs)} us per request of a play.`;

const sharesOf = ({ answeredBy, requests }: ReplicasRow): string =>
  answeredBy.map((count) => percent(count / requests)).join(', ');

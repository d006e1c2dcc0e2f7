// From the plays to a row for each arm and story: pure, so that it can be tested on histories with known answers.
import { CPU_TICK_MS } from '@authlab/stack';
import type { ReplicasProfile } from '../../profile/replicas-profile.ts';
import { type Arm, type PlayOutcome, REPLICAS_STORIES, type ReplicasPlayRecord } from '../../result/replicas-record.ts';
import type { ReplicasResult, ReplicasRow } from '../../result/replicas-result.ts';
import { meanInterval } from '../../stats/mean-interval.ts';
import { proportionInterval } from '../../stats/proportion-interval.ts';
import { spreadOf } from '../../stats/spread.ts';
import { TARGET_NAMES } from '../../target/target-name.ts';
import { judgePlay, type PlayFinding } from './judge-play.ts';
import { timelineOf } from './play-timeline.ts';
import { REPLICAS } from './replicas-stage.ts';

/** What the result says of itself besides what was found. */
export type ReplicasSettings = Pick<ReplicasProfile, 'users' | 'ratePerSec' | 'checkEveryMs' | 'drainDelayMs'>;

export const analyseReplicas = (
  records: readonly ReplicasPlayRecord[],
  { users, ratePerSec, checkEveryMs, drainDelayMs }: ReplicasSettings,
  known: Pick<ReplicasResult, 'balancer' | 'leftOut'>,
): ReplicasResult => ({
  replicas: REPLICAS,
  usersPerRound: users,
  ratePerSec,
  checkEveryMs,
  drainDelayMs,
  ...known,
  rows: REPLICAS_STORIES.flatMap((story) =>
    armsIn(records).flatMap((arm) => {
      const outcomes = completed(records.filter((record) => record.story === story && isOf(arm, record)));
      return outcomes.length === 0 ? [] : [{ ...arm, story, ...figuresOf(outcomes) }];
    }),
  ),
  ...costOf(completed(records)),
  unfinishedPlays: records.filter(({ outcome }) => outcome.state === 'failed').length,
});

/** Memory first, round-robin and sticky; then in the order of the targets' table. */
const armsIn = (records: readonly ReplicasPlayRecord[]): Arm[] =>
  [
    ...new Map(records.map(({ target, affinity }) => [`${target} ${affinity}`, { target, affinity }])).values(),
  ].toSorted((left, right) => placeOf(left) - placeOf(right));

const placeOf = ({ target, affinity }: Arm): number => {
  if (target !== 'session/memory') return TARGET_NAMES.indexOf(target);
  return affinity === 'none' ? -2 : -1;
};

const isOf = (arm: Arm, { target, affinity }: Arm): boolean => arm.target === target && arm.affinity === affinity;

const completed = (records: readonly ReplicasPlayRecord[]): PlayOutcome[] =>
  records
    .toSorted((left, right) => left.round - right.round)
    .flatMap(({ outcome }) => (outcome.state === 'completed' ? [outcome] : []));

const figuresOf = (outcomes: readonly PlayOutcome[]): Omit<ReplicasRow, keyof Arm | 'story'> => {
  const findings = outcomes.map(judgePlay);
  const users = sum(findings.map((finding) => finding.users));
  const lost = sum(findings.map(({ lostUsers }) => lostUsers));
  const [first] = outcomes as [PlayOutcome];
  const normal = findings.flatMap(({ normalAfterMs }) => normalAfterMs ?? []);
  return {
    rounds: findings.length,
    users,
    loginsLost: {
      users: lost,
      share: proportionInterval(lost, users),
      rounds: findings.filter(({ lostUsers }) => lostUsers > 0).length,
    },
    requests: sum(findings.map(({ requests }) => requests)),
    served: sum(findings.map(({ served }) => served)),
    refused: sum(findings.map(({ refused }) => refused)),
    failed: sumFailed(findings),
    redispatches: sum(outcomes.map(({ redispatches }) => redispatches)),
    ...(normal.length === 0 ? {} : { normalAfterMs: spreadOf(normal) }),
    neverNormal: findings.length - normal.length,
    answeredBy: Array.from({ length: REPLICAS }, (_, replica) =>
      sum(findings.map(({ answeredBy }) => answeredBy[replica] ?? 0)),
    ),
    timeline: timelineOf(first, REPLICAS),
  };
};

const sumFailed = (findings: readonly PlayFinding[]): Record<string, number> => {
  const all = findings.flatMap(({ failed }) => Object.entries(failed));
  return Object.fromEntries(
    [...Map.groupBy(all, ([kind]) => kind)].map(([kind, counts]) => [kind, sum(counts.map(([, count]) => count))]),
  );
};

/** The unit of repetition is the play: each has processes of its own. */
const costOf = (outcomes: readonly PlayOutcome[]): Pick<ReplicasResult, 'cost'> => {
  const plays = outcomes.flatMap(({ cpu, requests }) =>
    cpu?.balancerMs === undefined ? [] : [{ balancerMs: cpu.balancerMs, apiMs: cpu.apiMs, requests: requests.length }],
  );
  if (plays.length < 2) return {};
  const requests = sum(plays.map((play) => play.requests));
  return {
    cost: {
      balancerCpuUs: meanInterval(plays.map(({ balancerMs, requests: count }) => (balancerMs * 1000) / count)),
      apiCpuUs: meanInterval(plays.map(({ apiMs, requests: count }) => (apiMs * 1000) / count)),
      requests,
      plays: plays.length,
      tickUs: (CPU_TICK_MS * 1000 * plays.length) / requests,
    },
  };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

// What the replicas experiment says about histories whose answer is known.
import { describe, expect, it } from '@jest/globals';
import { PROFILES } from '../../profile/profile.ts';
import type { Arm, BalancedRequest, PlayOutcome, ReplicasPlayRecord } from '../../result/replicas-record.ts';
import { analyseReplicas } from './analyse-replicas.ts';
import { armsFor, leftOutOf } from './arms.ts';
import { judgePlay } from './judge-play.ts';
import { timelineOf } from './play-timeline.ts';

const outcome = (requests: readonly BalancedRequest[], changes: Partial<PlayOutcome> = {}): PlayOutcome => ({
  state: 'completed',
  users: 2,
  requests,
  failures: {},
  events: [],
  sentTo: [],
  redispatches: 0,
  ...changes,
});

const KILLED = [
  { atMs: 1000, replica: 0, what: 'killed' },
  { atMs: 1010, replica: 0, what: 'ended' },
  { atMs: 1800, replica: 0, what: 'in service' },
] as const;

describe('judgePlay', () => {
  it('finds nothing where everything was served', () => {
    const finding = judgePlay(
      outcome([
        [0, 5, 200, 0, 0],
        [10, 15, 200, 1, 1],
        [20, 25, 200, 0, 1],
      ]),
    );
    expect(finding).toEqual({
      users: 2,
      lostUsers: 0,
      requests: 3,
      served: 3,
      refused: 0,
      failed: {},
      normalAfterMs: 0,
      answeredBy: [1, 2],
    });
  });

  it('counts a user who was refused once, however often', () => {
    const finding = judgePlay(
      outcome([
        [0, 5, 401, 0, 0],
        [10, 15, 401, 0, 1],
        [20, 25, 200, 0, 2],
        [30, 35, 200, 1, 0],
      ]),
    );
    expect(finding).toMatchObject({ users: 2, lostUsers: 1, refused: 2, normalAfterMs: 15 });
    expect(finding.failed).toEqual({});
  });

  it('never comes back to normal while the last request of somebody is not served', () => {
    const finding = judgePlay(
      outcome([
        [0, 5, 200, 0, 0],
        [10, 15, 401, 1, 1],
        [20, 25, 200, 0, 2],
      ]),
    );
    expect(finding.lostUsers).toBe(1);
    expect(finding).not.toHaveProperty('normalAfterMs');
  });

  it('tells failures by status and by code, and a failed request from a lost login', () => {
    const requests: BalancedRequest[] = [
      [0, 5, 503, 0],
      [10, 15, 0, 1],
      [20, 25, 200, 0, 1],
      [30, 35, 200, 1, 2],
    ];
    const finding = judgePlay(outcome(requests, { failures: { UND_ERR_SOCKET: 1 } }));
    expect(finding).toMatchObject({ lostUsers: 0, refused: 0, failed: { 503: 1, UND_ERR_SOCKET: 1 } });
    expect(finding.answeredBy).toEqual([0, 1, 1]);
  });

  it('counts from the first event to the end of the last request that was not served', () => {
    const requests: BalancedRequest[] = [
      [900, 905, 200, 0, 0],
      [1005, 1250, 503, 0, 1],
      [1300, 1310, 200, 0, 1],
    ];
    expect(judgePlay(outcome(requests, { events: KILLED })).normalAfterMs).toBe(250);
  });
});

describe('timelineOf', () => {
  it('puts each request into the lane of who answered it, in bins that begin with the event', () => {
    const requests: BalancedRequest[] = [
      [0, 5, 200, 0, 0],
      [999, 1004, 200, 1, 1],
      [1000, 1020, 0, 0],
      [1199, 1210, 401, 1, 1],
      [1200, 1210, 200, 0, 1],
    ];
    const { startMs, binMs, lanes, events } = timelineOf(outcome(requests, { events: KILLED }), 2);
    expect([startMs, binMs]).toEqual([-1000, 200]);
    expect(events.map(({ atMs }) => atMs)).toEqual([0, 10, 800]);
    expect(lanes.map((lane) => lane.length)).toEqual([7, 7, 7]);
    expect(lanes[0]?.[0]).toEqual([1, 0, 0]);
    expect(lanes[1]?.slice(4)).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]);
    expect(lanes[2]?.[5]).toEqual([0, 0, 1]);
  });
});

const MEMORY: Arm = { target: 'session/memory', affinity: 'cookie' };
const REDIS: Arm = { target: 'session/redis', affinity: 'none' };

const play = (arm: Arm, round: number, result: ReplicasPlayRecord['outcome']): ReplicasPlayRecord => ({
  type: 'replicas-play',
  ...arm,
  story: 'steady',
  round,
  outcome: result,
});

const analyse = (records: readonly ReplicasPlayRecord[]) =>
  analyseReplicas(records, PROFILES.smoke.replicas, { balancer: 'HAProxy', leftOut: [] });

describe('analyseReplicas', () => {
  const lost = outcome(
    [
      [0, 5, 401, 0, 0],
      [10, 15, 200, 1, 1],
    ],
    { cpu: { balancerMs: 2, apiMs: 10 } },
  );
  const fine = outcome(
    [
      [0, 5, 200, 0, 0],
      [10, 15, 200, 1, 1],
    ],
    { cpu: { balancerMs: 4, apiMs: 10 } },
  );

  it('adds the rounds of an arm up, and says in how many somebody lost the login', () => {
    const { rows } = analyse([play(REDIS, 0, fine), play(MEMORY, 0, lost), play(MEMORY, 1, fine)]);
    expect(rows.map(({ target }) => target)).toEqual(['session/memory', 'session/redis']);
    expect(rows[0]).toMatchObject({
      rounds: 2,
      users: 4,
      loginsLost: { users: 1, rounds: 1, share: { value: 0.25 } },
      requests: 4,
      served: 3,
      refused: 1,
      neverNormal: 1,
      normalAfterMs: { max: 0 },
    });
    expect(rows[1]?.loginsLost.share).toMatchObject({ value: 0, low: 0 });
  });

  it('states the CPU of the balancer per request, with an interval over the plays and what a tick is worth', () => {
    const { cost } = analyse([play(MEMORY, 0, lost), play(MEMORY, 1, fine)]);
    expect(cost).toMatchObject({ balancerCpuUs: { value: 1500 }, apiCpuUs: { value: 5000 }, requests: 4, plays: 2 });
    expect(cost?.tickUs).toBe(5000);
    expect(analyse([play(MEMORY, 0, lost)])).not.toHaveProperty('cost');
  });

  it('counts plays that broke off, and makes no row of them', () => {
    const { rows, unfinishedPlays } = analyse([play(REDIS, 0, { state: 'failed', reason: 'no' })]);
    expect([rows.length, unfinishedPlays]).toEqual([0, 1]);
  });
});

describe('armsFor', () => {
  it('has sessions in memory both ways, and each strategy once', () => {
    const targets = ['session/memory', 'jwt/pushed', 'recipe/nest-jwt', 'jwt/stateless@RS256'] as const;
    expect(armsFor(targets)).toEqual([
      { target: 'session/memory', affinity: 'none' },
      { target: 'session/memory', affinity: 'cookie' },
      { target: 'jwt/pushed', affinity: 'none' },
    ]);
    expect(leftOutOf(targets)).toEqual(['recipe/nest-jwt', 'jwt/stateless@RS256']);
  });
});

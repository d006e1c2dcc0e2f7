// The replicas experiment, small, on real parts: three processes, a real HAProxy, a real SIGKILL.
import { openStack, type Stack } from '@authlab/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replicasExperiment } from '../src/experiment/replicas/replicas-experiment.ts';
import { PROFILES } from '../src/profile/profile.ts';
import { replicasSections } from '../src/report/section/replicas-section.ts';
import { judgeRun } from '../src/result/judge-run.ts';
import { type Arm, REPLICAS_STORIES, type ReplicasStory } from '../src/result/replicas-record.ts';
import { type ReplicasResult, type ReplicasRow, replicasSchema } from '../src/result/replicas-result.ts';
import { summary } from './summary-example.ts';

const RUN_TIMEOUT_MS = 240_000;
const ROUND_ROBIN: Arm = { target: 'session/memory', affinity: 'none' };
const STICKY: Arm = { target: 'session/memory', affinity: 'cookie' };
const REDIS: Arm = { target: 'session/redis', affinity: 'none' };

let stack: Stack;
let replicas: ReplicasResult;

beforeAll(async () => {
  stack = await openStack();
  const { description } = await replicasExperiment({
    stack,
    targets: ['session/redis', 'recipe/nest-jwt'],
    profile: PROFILES.smoke,
    seed: 5,
    redisDelayMs: 0,
    signal: new AbortController().signal,
    report: () => undefined,
  });
  replicas = replicasSchema.parse(description.replicas);
}, RUN_TIMEOUT_MS);
afterAll(() => stack.close());

const rowOf = ({ target, affinity }: Arm, story: ReplicasStory): ReplicasRow => {
  const found = replicas.rows.find((row) => row.target === target && row.affinity === affinity && row.story === story);
  if (found === undefined) throw new Error(`no ${story} of ${target}`);
  return found;
};

describe('behind a balancer', () => {
  it('all stories are played to their end, and everything that was asked is accounted for', () => {
    const faults = (changes: Partial<ReplicasResult>) =>
      judgeRun({ ...summary({ experiments: { replicas: { ...replicas, ...changes } } }), cost: [], revocation: [] });
    expect(faults({}).verdict).toBe('VALID');
    expect(faults({ unfinishedPlays: 1 }).verdict).toBe('INVALID');
    expect(replicas.rows).toHaveLength(3 * REPLICAS_STORIES.length);
    expect(replicas.leftOut).toEqual(['recipe/nest-jwt']);
    for (const { requests, served, refused, failed, users } of replicas.rows) {
      const failures = Object.values(failed).reduce((sum, count) => sum + count, 0);
      expect(served + refused + failures).toBe(requests);
      expect(users).toBe(replicas.usersPerRound);
    }
  });

  it('requests are shared out one by one, and a fault of that makes the run invalid', () => {
    for (const arm of [ROUND_ROBIN, REDIS]) {
      const { answeredBy } = rowOf(arm, 'steady');
      expect(Math.max(...answeredBy) - Math.min(...answeredBy)).toBeLessThanOrEqual(2);
    }
    const rows = replicas.rows.map((row) => ({ ...row, answeredBy: [row.requests, 0, 0] }));
    const { reasons } = judgeRun(summary({ experiments: { replicas: { ...replicas, rows } } }));
    expect(reasons.join()).toContain('did not share the requests of session/redis out evenly');
  });

  it('sessions in the memory of a process are lost to everybody round-robin, even when nothing happens', () => {
    const { loginsLost, users, refused } = rowOf(ROUND_ROBIN, 'steady');
    expect(loginsLost).toMatchObject({ users, rounds: 1 });
    expect(refused).toBeGreaterThan(0);
  });

  it('stickiness keeps them until their replica dies, and a restart of all loses all', () => {
    expect(rowOf(STICKY, 'steady').loginsLost.users).toBe(0);
    const killed = rowOf(STICKY, 'kill');
    expect(killed.loginsLost.users).toBeGreaterThan(0);
    expect(killed.loginsLost.users).toBeLessThan(killed.users);
    const restarted = rowOf(STICKY, 'rolling-restart');
    expect(restarted.loginsLost.users).toBe(restarted.users);
  });

  it.each(REPLICAS_STORIES)('sessions in Redis are lost to nobody: %s', (story) => {
    const row = rowOf(REDIS, story);
    expect([row.loginsLost.users, row.refused, row.neverNormal]).toEqual([0, 0, 0]);
    expect(row.served).toBeGreaterThan(0);
  });

  it('replicas that are told to stop lose no request', () => {
    expect(rowOf(REDIS, 'rolling-restart').failed).toEqual({});
  });

  it('every replica is replaced in a rolling restart, one after the other', () => {
    const { events } = rowOf(REDIS, 'rolling-restart').timeline;
    const steps = ['terminated', 'ended', 'started', 'in service'];
    expect(events.map(({ what, replica }) => `${what} ${replica}`)).toEqual(
      [0, 1, 2].flatMap((replica) => steps.map((what) => `${what} ${replica}`)),
    );
  });
});

describe('the report', () => {
  it('has a row for each, and draws what happened to the replicas', () => {
    const [stories, balancer] = replicasSections(summary({ experiments: { replicas } }));
    expect(stories?.table?.rows).toHaveLength(replicas.rows.length);
    expect(balancer?.table?.rows).toHaveLength(3);
    expect(stories?.note).toContain('recipe/nest-jwt');
    for (const { draw } of stories?.pictures ?? []) {
      expect(draw('wide').height).toBeGreaterThan(0);
      expect(draw('narrow').option.series).toBeDefined();
    }
  });
});

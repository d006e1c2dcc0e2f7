// Theft, outage and replicas of a stored run are found again in its records, and a record that was changed shows.
import { describe, expect, it } from '@jest/globals';
import { summary } from '../../test/summary-example.ts';
import { PROFILES } from '../profile/profile.ts';
import { judgeRun } from '../result/judge-run.ts';
import type { OutageTrialRecord } from '../result/outage-record.ts';
import type { RawRecord } from '../result/raw-record.ts';
import { rawRecordSchema } from '../result/raw-record-schema.ts';
import type { StoredRun } from '../result/read-run.ts';
import type { ReplicasPlayRecord } from '../result/replicas-record.ts';
import { summarySchema } from '../result/summary.ts';
import type { TheftTrialRecord } from '../result/theft-record.ts';
import { analyseOutage, settingsOf } from './outage/analyse-outage.ts';
import { reanalyseRun } from './reanalyse-run.ts';
import { analyseReplicas } from './replicas/analyse-replicas.ts';
import { analyseTheft } from './theft/analyse-theft.ts';

const theft: TheftTrialRecord = {
  type: 'theft-trial',
  target: 'session/redis',
  story: 'logout',
  trial: 0,
  outcome: {
    state: 'completed',
    thief: [
      [100, 101.5, 200],
      [300, 301, 401],
    ],
    victim: [[50, 51, 200]],
    acts: [{ who: 'victim', what: 'logout', startMs: 200, endMs: 201, status: 204 }],
    endedMs: 201,
    signal: 'unknown device',
    noticedMs: 150,
  },
};

const outage: OutageTrialRecord = {
  type: 'outage-trial',
  target: 'session/redis',
  fault: 'link-down',
  trial: 0,
  outcome: {
    state: 'completed',
    endedMs: 2000,
    watchedMs: 4000,
    users: [
      [
        [-100, -99, 200],
        [100, 350.5, 503],
        [2500, 2501, 200],
      ],
    ],
    victims: [{ when: 'before', logouts: [[-200, -190, 204]], replicas: [[[-150, -149, 401]]] }],
    errands: [{ what: 'logout', startMs: 100, endMs: 101, status: 503 }],
    remains: [{ me: 200 }],
  },
};

const replicas: ReplicasPlayRecord = {
  type: 'replicas-play',
  target: 'session/redis',
  affinity: 'none',
  story: 'steady',
  round: 0,
  outcome: {
    state: 'completed',
    users: 2,
    requests: [
      [0, 5, 200, 0, 0],
      [10, 15.5, 200, 1, 1],
      [20, 30, 0, 0],
    ],
    failures: { ECONNRESET: 1 },
    events: [],
    sentTo: [1, 1, 0],
    redispatches: 0,
    cpu: { balancerMs: 10, apiMs: 20.5 },
  },
};

/** As it is read back. */
const asStored = (record: object): RawRecord => {
  const line = JSON.parse(JSON.stringify(record)) as RawRecord;
  return rawRecordSchema(line.type).parse(line) as RawRecord;
};

const stored = (): StoredRun => {
  const experiments = {
    theft: analyseTheft([theft], PROFILES.quick.theft),
    outage: analyseOutage([outage], { ...settingsOf(PROFILES.quick.outage), leftOut: [] }),
    replicas: analyseReplicas([replicas], PROFILES.quick.replicas, { balancer: 'HAProxy 2.6', leftOut: [] }),
  };
  const found = summary({ cost: [], comparisons: [], revocation: [], experiments });
  const { noiseFloor: _floor, knownEffect: _effect, ...rest } = found;
  return {
    summary: summarySchema.parse({ ...rest, ...judgeRun(rest) }),
    records: [theft, outage, replicas].map(asStored),
  };
};

/** The figures that differ once the first text in the records is the second. */
const afterChange = (before: string, after: string): readonly string[] => {
  const run = stored();
  const text = JSON.stringify(run.records);
  expect(text.split(before)).toHaveLength(2);
  const records = (JSON.parse(text.replace(before, after)) as object[]).map(asStored);
  return reanalyseRun({ ...run, records }, 1).differences;
};

describe('experiments that keep every request', () => {
  it('are found again in every figure', () => {
    const run = stored();
    const again = reanalyseRun(run, 1);
    expect(again.differences).toEqual([]);
    expect(again.summary.experiments).toEqual(run.summary.experiments);
  });

  it.each([
    ['theft.session/redis, logout.acceptedAfterTheft', '[300,301,401]', '[300,301,200]'],
    ['outage.session/redis, link-down.victims.staleAccepts', '[-150,-149,401]', '[-150,-149,200]'],
    ['replicas.session/redis with affinity none, steady.loginsLost.users', '[10,15.5,200,1,1]', '[10,15.5,401,1,1]'],
  ])('show a change of one answer: %s', (figure, before, after) => {
    const differences = afterChange(before, after);
    expect(differences.map((line) => line.replace('.rows.', '.'))).toContainEqual(expect.stringContaining(figure));
  });

  it('miss rows whose records are gone, and refuse records that are none', () => {
    const run = stored();
    expect(reanalyseRun({ ...run, records: [] }, 1).differences).toContainEqual(
      expect.stringMatching(/^outage\.rows\.session\/redis, link-down: stored a row, now nothing$/u),
    );
    expect(() => asStored({ ...outage, fault: 'earthquake' })).toThrow('link-down');
  });

  it('leaves alone what was not run', () => {
    const run = { ...stored(), summary: { ...stored().summary, experiments: {} } };
    expect(reanalyseRun(run, 1).summary.experiments).toEqual({});
  });
});

// Hand-made trials with known answers, among them planted violations of every kind.
import { describe, expect, it } from '@jest/globals';
import { summary } from '../../../test/summary-example.ts';
import { OUTAGE_PROFILES } from '../../profile/outage-profile.ts';
import { outageSentences } from '../../report/outage-sentences.ts';
import { outageSections } from '../../report/section/outage-section.ts';
import { outageFaults, unsteadyOutages } from '../../result/judge-outage.ts';
import type { OutageOutcome, OutageProbe, OutageTrialRecord, OutageVictim } from '../../result/outage-record.ts';
import { outageSchema } from '../../result/outage-result.ts';
import { analyseOutage, settingsOf } from './analyse-outage.ts';

const profile = OUTAGE_PROFILES.smoke;

/** One request every 100 ms from the first moment to the last, each answered within 1 ms. */
const asked = (fromMs: number, toMs: number, statusAt: (ms: number) => number): OutageProbe[] =>
  Array.from({ length: Math.round((toMs - fromMs) / 100) }, (_, place) => {
    const startMs = fromMs + place * 100;
    return [startMs, startMs + 1, statusAt(startMs)];
  });

const victim = (changes: Partial<OutageVictim>): OutageVictim => ({
  when: 'before',
  logouts: [[-200, -190, 204]],
  replicas: [asked(-1000, 4000, (ms) => (ms > -195 ? 401 : 200))],
  ...changes,
});

/** The fault lasts from 0 to 2 s; users get 503 from 100 ms to 2.3 s. */
const outcome = (changes: Partial<OutageOutcome> = {}): OutageOutcome => ({
  state: 'completed',
  endedMs: 2000,
  watchedMs: 4000,
  users: [asked(-1000, 4000, (ms) => (ms >= 100 && ms <= 2300 ? 503 : 200))],
  victims: [victim({})],
  errands: [],
  remains: [{ me: 200 }],
  ...changes,
});

const trial = (changes: Partial<OutageOutcome> = {}, known: Partial<OutageTrialRecord> = {}): OutageTrialRecord => ({
  type: 'outage-trial',
  target: 'session/tracked',
  fault: 'hang',
  trial: 0,
  outcome: outcome(changes),
  ...known,
});

const analysed = (...records: OutageTrialRecord[]) => {
  const outage = outageSchema.parse(analyseOutage(records, { ...settingsOf(profile), leftOut: [] }));
  return { row: outage.rows[0]!, outage, experiments: { outage } };
};

describe('what users were answered', () => {
  it('is counted before, during and after the fault', () => {
    const { row } = analysed(trial());
    expect(row.lead).toEqual({ accepted: 10, refused: 0, unavailable: 0, other: 0, unanswered: 0 });
    expect(row.during).toEqual({ accepted: 1, refused: 0, unavailable: 20, other: 0, unanswered: 0 });
    expect(row.after).toEqual({ accepted: 16, refused: 0, unavailable: 3, other: 0, unanswered: 0 });
  });

  it('is of the fault when the request was under way at its beginning', () => {
    const { row, experiments } = analysed(trial({ users: [[[-5, 40, 503]]] }));
    expect(row.lead.unavailable).toBe(0);
    expect(row.during.unavailable).toBe(1);
    expect(unsteadyOutages({ experiments })).toEqual([]);
  });

  it('tells 401, other answers and no answer apart', () => {
    const users: OutageProbe[] = [
      [10, 11, 401],
      [20, 21, 500],
      [30, 2030, 0],
    ];
    const { row } = analysed(trial({ users: [users] }));
    expect(row.during).toEqual({ accepted: 0, refused: 1, unavailable: 0, other: 1, unanswered: 1 });
    expect(row.p99Ms).toBe(2000);
  });

  it('says when it was noticed, how long it was felt, and when it was healed', () => {
    const { row } = analysed(trial());
    expect(row.noticedMs?.median).toBe(101);
    expect(row.failingMs.median).toBe(2300);
    expect(row.healedMs?.median).toBe(300);
    expect(row.unhealed).toBe(0);
  });

  it('is not healed without a second in which nothing failed', () => {
    const { row } = analysed(trial({ users: [asked(-1000, 4000, (ms) => (ms > 0 && ms % 500 === 0 ? 503 : 200))] }));
    expect([row.healedMs, row.unhealed]).toEqual([undefined, 1]);
  });

  it('was not noticed, and was healed at once, where nothing failed', () => {
    const { row } = analysed(trial({ users: [asked(-1000, 4000, () => 200)] }));
    expect([row.noticedMs, row.failingMs.max, row.healedMs?.max]).toEqual([undefined, 0, 0]);
  });

  it('makes a run UNSTABLE when it was a failure before the fault', () => {
    const { experiments } = analysed(trial({ users: [asked(-1000, 4000, (ms) => (ms === -500 ? 503 : 200))] }));
    expect(unsteadyOutages({ experiments })).toHaveLength(1);
  });
});

/** Logged out before the fault, and accepted now and then all the same. */
const acceptedWhen = (isAccepted: (ms: number) => boolean): OutageVictim =>
  victim({ replicas: [asked(-1000, 4000, (ms) => (isAccepted(ms) ? 200 : 401))] });

it('makes a run UNSTABLE when nothing was sent for a while', () => {
  const probes = asked(-1000, 4000, () => 200);
  const seen = (hiddenToMs: number) =>
    analysed(trial({ users: [probes.filter(([startMs]) => startMs <= 1000 || startMs > hiddenToMs)] }));
  expect(seen(1400).row.standstillMs).toBe(500);
  expect(unsteadyOutages(seen(1400))).toEqual([]);
  expect(unsteadyOutages(seen(1500))).toHaveLength(1);
});

describe('a revoked credential', () => {
  it('that stays dead is neither stale nor revived', () => {
    const { row, experiments } = analysed(trial());
    expect(row.victims).toEqual({ acked: 1, staleAccepts: 0, resurrections: 0, revived: 0, alive: 0 });
    expect(outageFaults({ experiments })).toEqual([]);
  });

  it('may be accepted for as long as the strategy promises, and not a moment longer', () => {
    // The ack is at -190 ms, the bound of the profile 1000 ms.
    const kept = analysed(trial({ victims: [acceptedWhen((ms) => ms <= 800)] }));
    expect(kept.row.victims).toMatchObject({ staleAccepts: 10, lastStaleMs: 990, resurrections: 0, alive: 0 });
    expect(outageFaults(kept)).toEqual([]);
    const broken = analysed(trial({ victims: [acceptedWhen((ms) => ms <= 900)] }));
    expect(broken.row.victims.lastStaleMs).toBe(1090);
    expect(outageFaults(broken)).toHaveLength(1);
  });

  it('may never be accepted where every request asks, and always where nobody does', () => {
    const once = { victims: [acceptedWhen((ms) => ms < 0)] };
    expect(outageFaults(analysed(trial(once, { target: 'session/redis' })))).toHaveLength(1);
    expect(outageFaults(analysed(trial(once, { target: 'jwt/denylist' })))).toHaveLength(1);
    expect(outageFaults(analysed(trial(once, { target: 'jwt/stateless' })))).toEqual([]);
  });

  it('that is accepted after a refusal came back to life', () => {
    const { row } = analysed(trial({ victims: [acceptedWhen((ms) => ms < -200 || ms >= 2100)] }));
    expect(row.victims).toMatchObject({ acked: 1, staleAccepts: 19, resurrections: 19, revived: 1, alive: 1 });
  });

  it('has not come back where nobody had promised that it was gone', () => {
    const unsure = { replicas: [asked(-1000, 4000, (ms) => (ms < -200 || (ms > 1000 && ms < 2500) ? 200 : 401))] };
    const retried = victim({
      ...unsure,
      logouts: [
        [-200, -190, 503],
        [2600, 2610, 204],
      ],
    });
    const never = victim({ ...unsure, logouts: [[-200, -190, 503]] });
    expect(analysed(trial({ victims: [retried] })).row.victims).toMatchObject({
      acked: 1,
      staleAccepts: 0,
      revived: 0,
    });
    expect(analysed(trial({ victims: [never] })).row.victims).toMatchObject({ acked: 0, staleAccepts: 0, revived: 0 });
  });

  it('that lives on because its logout was lost breaks the promise in its row, and not the run', () => {
    const lost = analysed(trial({ victims: [acceptedWhen(() => true)] }, { fault: 'failover' }));
    expect(lost.row.victims).toMatchObject({ alive: 1, revived: 0 });
    expect(lost.row.victims.lastStaleMs).toBeGreaterThan(lost.row.boundMs!);
    expect(outageFaults(lost)).toEqual([]);
  });

  it.each(['session/redis', 'session/tracked'] as const)(
    'of %s breaks the promise of the run where replicas had to confirm its logout',
    (target) => {
      const known = { target, fault: 'failover-confirmed' } as const;
      expect(outageFaults(analysed(trial({ victims: [acceptedWhen(() => true)] }, known)))).toHaveLength(1);
    },
  );

  it('is not revoked before a logout was answered 204', () => {
    const logouts: OutageProbe[] = [
      [-200, -190, 503],
      [300, 301, 204],
    ];
    const replicas = [asked(-1000, 4000, (ms) => (ms < 300 ? 200 : 401))];
    const retried = analysed(trial({ victims: [victim({ logouts, replicas })] }));
    expect(retried.row.victims).toMatchObject({ acked: 1, staleAccepts: 0 });
    expect(retried.row.logouts).toEqual({ '204': 1 });
    expect(retried.row.unacknowledged).toBe(0);
    const refused = analysed(trial({ victims: [victim({ logouts: logouts.slice(0, 1), replicas })] }));
    expect(refused.row.victims).toMatchObject({ acked: 0, staleAccepts: 0, alive: 0 });
    expect(refused.row.unacknowledged).toBe(1);
  });

  it('is watched on every replica, of which the slowest counts', () => {
    const [dead] = acceptedWhen((ms) => ms < -200).replicas;
    const [slow] = acceptedWhen((ms) => ms <= 500).replicas;
    const { row } = analysed(trial({ victims: [victim({ replicas: [dead!, slow!] })] }));
    expect(row.victims).toMatchObject({ staleAccepts: 7, lastStaleMs: 690 });
  });
});

describe('what is left', () => {
  it('counts logins that are lost, also those that cannot be refreshed any more', () => {
    const remains = [{ me: 200, refresh: 200 }, { me: 200, refresh: 401 }, { me: 401 }, { me: 503 }];
    expect(analysed(trial({ remains })).row.logins).toEqual({ users: 4, lost: 2 });
  });

  it('counts acknowledged logouts that did not hold', () => {
    const errand = { what: 'logout', startMs: 100, endMs: 101 } as const;
    const errands = [
      { ...errand, status: 204, laterStatus: 401 },
      { ...errand, status: 204, laterStatus: 200 },
      { ...errand, status: 503 },
      { ...errand, startMs: 2500, endMs: 2501, status: 503 },
    ];
    const { row, experiments } = analysed(trial({ errands }));
    expect(row.acknowledged).toEqual({ logouts: 2, undone: 1 });
    expect(outageFaults({ experiments })).toHaveLength(1);
    expect(outageFaults(analysed(trial({ errands }, { fault: 'restart-empty' })))).toEqual([]);
    expect(outageFaults(analysed(trial({ errands }, { target: 'jwt/stateless' })))).toEqual([]);
    expect(row.logouts).toEqual({ '204': 2, '503': 1 });
    expect(row.unacknowledged).toBe(2);
  });

  it('counts trials that broke off, and leaves them out', () => {
    const failed = trial({}, { outcome: { state: 'failed', reason: 'a port was taken' } });
    const { row, experiments } = analysed(trial(), failed);
    expect(row.trials).toBe(1);
    expect(outageFaults({ experiments })).toHaveLength(1);
  });
});

it('says in one sentence which fault this machine does not allow, why, and what would', () => {
  const settings = { ...settingsOf(profile), leftOut: [{ fault: 'link-down' as const, reason: 'no CAP_NET_ADMIN' }] };
  const outage = outageSchema.parse(analyseOutage([trial()], settings));
  const [section] = outageSections(summary({ experiments: { outage } }));
  for (const text of [section?.note, outageSentences(outage).at(-1)]) {
    expect(text).toContain('black hole, because this machine allows no network namespace (no CAP_NET_ADMIN)');
    expect(text).toContain('run as root on Linux');
  }
  expect(outageSentences(analyseOutage([trial()], { ...settings, leftOut: [] })).join(' ')).not.toContain('Left out');
});

it('draws each answer in its own bin, with the stale accepts as dots', () => {
  const replicas = [asked(-1000, 4000, (ms) => (ms <= 0 ? 200 : 401))];
  const { timeline } = analysed(trial({ victims: [victim({ replicas })] })).row;
  expect(timeline).toMatchObject({ fromMs: -1000, binMs: 200, endedMs: 2000, ackedMs: [-190], staleMs: [-100, 0] });
  expect(timeline.bins).toHaveLength(25);
  expect(timeline.bins.map(({ accepted, unavailable }) => accepted + unavailable)).toEqual(timeline.bins.map(() => 2));
  expect(timeline.bins[5]).toMatchObject({ accepted: 1, unavailable: 1 });
});

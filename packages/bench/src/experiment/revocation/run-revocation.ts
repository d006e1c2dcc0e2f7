// The revocation experiment: for each target in each setting, trial after trial on replicas that share one Redis.
import { setTimeout as sleep } from 'node:timers/promises';
import { abilities, type Strategy } from '@authlab/contract';
import { openStack, schemeOf, type Stack } from '@authlab/stack';
import type { RevocationProfile, RevocationSetting, TrialCounts } from '../../profile/revocation-profile.ts';
import {
  type BystanderRecord,
  REVOKING_EVENTS,
  type RevokingEvent,
  type TrialRecord,
  type TrialSetting,
} from '../../result/revocation-record.ts';
import { derivedSeed, seededRandom } from '../../stats/seeded-random.ts';
import type { ReportProgress } from '../progress.ts';
import { type Background, openBackground } from './background-load.ts';
import { runBystanders } from './bystanders.ts';
import { openRevocationStage, type RevocationStage } from './revocation-stage.ts';
import { runTrial } from './run-trial.ts';
import { planTrials, type TrialPlan } from './trial-scenario.ts';

export interface RevocationOptions {
  readonly stack: Stack;
  readonly targets: readonly Strategy[];
  readonly profile: RevocationProfile;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
}

export interface RevocationRecords {
  readonly records: readonly (TrialRecord | BystanderRecord)[];
  readonly redisVersion?: string;
}

/** @throws {TargetError} when a target does not start or does wrong; the signal's reason when aborted */
export const runRevocation = async (options: RevocationOptions): Promise<RevocationRecords> => {
  const { targets, profile, seed } = options;
  const series = targets.flatMap((target) => profile.settings.map((setting) => ({ target, setting })));
  // How much is done in each, so that the remaining time is told.
  const work = series.map(({ target, setting }) => secondsOf(target, setting, profile));
  const results: RevocationRecords[] = [];
  for (const [index, { target, setting }] of series.entries()) {
    const before = sum(work.slice(0, index));
    const report = (share: number, doing: string): void => {
      const load = setting.loadShare === 0 ? '' : ` under load`;
      const place = `${target} on ${setting.replicas} replica${setting.replicas === 1 ? '' : 's'}${load}`;
      options.report((before + share * (work[index] ?? 0)) / sum(work), `${place}: ${doing}`);
    };
    if (work[index] === 0) continue;
    results.push(await runSeries(target, setting, { ...options, seed: derivedSeed(seed, index), report }));
  }
  const [first] = results;
  return {
    records: results.flatMap(({ records }) => records),
    ...(first?.redisVersion === undefined ? {} : { redisVersion: first.redisVersion }),
  };
};

/** Starting the replicas takes as long as some trials. */
const START_SECONDS = 8;
const AT_ONCE_SECONDS = 0.3;

const secondsOf = (target: Strategy, setting: RevocationSetting, { concurrency }: RevocationProfile): number => {
  const trials = sum(Object.values(trialsOf(target, setting)));
  if (trials === 0) return 0;
  const each = livesUntilExpiry(target)
    ? (setting.accessTtlSeconds + 1) / concurrency.untilExpiry
    : AT_ONCE_SECONDS / concurrency.atOnce;
  return START_SECONDS + trials * each;
};

const livesUntilExpiry = (target: Strategy): boolean => abilities[target].revokes === 'until-expiry';

const trialsOf = (target: Strategy, { trials }: RevocationSetting): Record<string, number> => {
  const counts: TrialCounts = livesUntilExpiry(target) ? trials.untilExpiry : trials.atOnce;
  return Object.fromEntries(
    eventsOf(target).map((event) => [event, event === 'logout' ? counts.logout : counts.eachOther]),
  );
};

/** Sessions have no refresh token that could be reused. */
const eventsOf = (target: Strategy): readonly RevokingEvent[] =>
  REVOKING_EVENTS.filter((event) => event !== 'refresh-reuse' || schemeOf(target) === 'jwt');

const runSeries = async (
  target: Strategy,
  setting: RevocationSetting,
  options: RevocationOptions,
): Promise<RevocationRecords> => {
  const { profile, signal, seed } = options;
  options.report(0, 'starting and verifying the replicas');
  await using stack = await options.stack.own(() => openStack());
  const victims = livesUntilExpiry(target) ? profile.concurrency.untilExpiry : profile.concurrency.atOnce;
  const { bystanders } = profile;
  const stage = await openRevocationStage(stack, { target, setting, victims, bystanders, signal });
  const background =
    setting.loadShare === 0
      ? undefined
      : await openBackground(stack, stage, { loadShare: setting.loadShare, seed: derivedSeed(seed, 2), signal });
  const known: TrialSetting = {
    replicas: setting.replicas,
    loadShare: setting.loadShare,
    ...(livesUntilExpiry(target) ? { accessTtlSeconds: setting.accessTtlSeconds } : {}),
  };
  const { trials, ...beside } = await runTogether({ ...options, stage, setting, known }, background);
  const record: BystanderRecord = { type: 'revocation-bystanders', target, ...known, ...beside };
  return { records: [...trials, record], redisVersion: stage.redisVersion };
};

interface Series extends RevocationOptions {
  readonly stage: RevocationStage;
  readonly setting: RevocationSetting;
  readonly known: TrialSetting;
}

/** The trials, and beside them the bystanders and the load, which end with the trials. */
const runTogether = async (series: Series, background: Background | undefined) => {
  const done = new AbortController();
  const scope = AbortSignal.any([series.signal, done.signal]);
  const asking = runBystanders(series.stage, renewMsOf(series), scope);
  const loading = background?.run(scope);
  const running = runTrials({ ...series, signal: scope });
  const trials = await Promise.race([running, failureOf(asking), failureOf(loading)]).finally(() => done.abort());
  const [bystanders, load] = [await asking, await loading];
  return { trials, ...bystanders, ...(load === undefined ? {} : { load }) };
};

/** `exp` counts whole seconds: a token that promises 4 s lives for 3 to 4 s. */
const surelyAliveMs = ({ setting }: Series): number => (setting.accessTtlSeconds - 1) * 1000;

const renewMsOf = (series: Series): number =>
  livesUntilExpiry(series.stage.target) ? surelyAliveMs(series) / 2 : Number.POSITIVE_INFINITY;

const AT_ONCE_PHASE_MS = 100;
const AT_ONCE_WATCH_SECONDS = 3;

const runTrials = async (series: Series): Promise<TrialRecord[]> => {
  const { stage, setting, seed, signal, report } = series;
  const untilExpiry = livesUntilExpiry(stage.target);
  const plans = planTrials({
    trials: trialsOf(stage.target, setting),
    replicas: stage.pools.length,
    maxPhaseMs: untilExpiry ? surelyAliveMs(series) * 0.8 : AT_ONCE_PHASE_MS,
    seconds: untilExpiry ? setting.accessTtlSeconds + 1 : AT_ONCE_WATCH_SECONDS,
    seed,
  });
  const queue = [...plans];
  const records: TrialRecord[] = [];
  const startDelays = seededRandom(derivedSeed(seed, 1));
  const work = async (victim: RevocationStage['victims'][number]): Promise<void> => {
    // Spread over a lifetime, so that the trials do not all reach their ends together.
    const spreadMs = untilExpiry ? setting.accessTtlSeconds * 1000 : 0;
    await sleep(startDelays.fraction() * spreadMs, undefined, { signal });
    for (let plan = queue.shift(); plan !== undefined; plan = queue.shift()) {
      records.push(await runTrial({ stage, setting: series.known, victim, plan, signal }));
      reportTrial(report, records.length, plans);
    }
  };
  await Promise.all(stage.victims.map(work));
  return records;
};

/** One line for every tenth of the trials. */
const reportTrial = (report: ReportProgress, done: number, plans: readonly TrialPlan[]): void => {
  if (done % Math.max(1, Math.round(plans.length / 10)) === 0) {
    report(done / plans.length, `trial ${done} of ${plans.length}`);
  }
};

const failureOf = async (work: Promise<unknown> | undefined): Promise<never> => {
  await work;
  return await new Promise<never>(() => undefined);
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

// The revocation experiment: for each target, trial after trial on replicas that share one Redis.
import { setTimeout as sleep } from 'node:timers/promises';
import { abilities, type Strategy } from '@authlab/contract';
import { openStack, schemeOf, type Stack } from '@authlab/stack';
import type { RevocationProfile } from '../../profile/revocation-profile.ts';
import { type BystanderRecord, REVOKING_EVENTS, type TrialRecord } from '../../result/raw-record.ts';
import type { RevocationRow } from '../../result/summary.ts';
import { derivedSeed, seededRandom } from '../../stats/seeded-random.ts';
import type { ReportProgress } from '../progress.ts';
import { analyseRevocation } from './analyse-revocation.ts';
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

export interface RevocationResult {
  readonly rows: readonly RevocationRow[];
  readonly records: readonly (TrialRecord | BystanderRecord)[];
  readonly redisVersion?: string;
}

/** @throws {TargetError} when a target does not start or does wrong; the signal's reason when aborted */
export const runRevocation = async (options: RevocationOptions): Promise<RevocationResult> => {
  const results: RevocationResult[] = [];
  for (const [index, target] of options.targets.entries()) {
    const report = (share: number, doing: string): void =>
      options.report((index + share) / options.targets.length, `${target}: ${doing}`);
    results.push(await runTarget(target, { ...options, seed: derivedSeed(options.seed, index), report }));
  }
  const [first] = results;
  return {
    rows: results.flatMap(({ rows }) => rows),
    records: results.flatMap(({ records }) => records),
    ...(first?.redisVersion === undefined ? {} : { redisVersion: first.redisVersion }),
  };
};

const runTarget = async (target: Strategy, options: RevocationOptions): Promise<RevocationResult> => {
  const { profile, signal } = options;
  const size = sizeOf(target, profile);
  options.report(0, 'starting and verifying the replicas');
  await using stack = await options.stack.own(() => openStack());
  const stage = await openRevocationStage(stack, { target, profile, victims: size.concurrency, signal });
  const done = new AbortController();
  const scope = AbortSignal.any([signal, done.signal]);
  const asking = runBystanders(stage, size.renewMs, scope);
  const running = runTrials(stage, size, { ...options, signal: scope });
  const trials = await Promise.race([running, failureOf(asking)]).finally(() => done.abort());
  const bystanders = await asking;
  const record: BystanderRecord = { type: 'revocation-bystanders', target, ...bystanders };
  const rows = REVOKING_EVENTS.flatMap(
    (event) =>
      analyseRevocation(
        trials.filter((trial) => trial.event === event),
        {
          target,
          event,
          replicas: profile.replicas,
          ...(schemeOf(target) === 'jwt' ? { accessTtlSeconds: profile.accessTtlSeconds } : {}),
          // The events take turns all along, so the same bystanders stood beside each of them.
          bystanders,
        },
      ) ?? [],
  );
  return { rows, records: [...trials, record], redisVersion: stage.redisVersion };
};

interface TrialSize {
  readonly trialsPerEvent: number;
  readonly concurrency: number;
  readonly maxPhaseMs: number;
  readonly seconds: number;
  readonly renewMs: number;
  readonly expiresAfterSeconds?: number;
}

/** Where a credential lives until it expires, trials are long, so many of them run at the same time. */
const sizeOf = (target: Strategy, { trials, concurrency, accessTtlSeconds }: RevocationProfile): TrialSize => {
  // `exp` counts whole seconds: a token that promises 4 s lives for 3 to 4 s.
  const surelyAliveMs = (accessTtlSeconds - 1) * 1000;
  const renewMs = schemeOf(target) === 'jwt' ? surelyAliveMs / 2 : Number.POSITIVE_INFINITY;
  if (abilities[target].revokes !== 'until-expiry') {
    const size = { trialsPerEvent: trials.atOnce, concurrency: concurrency.atOnce };
    return { ...size, maxPhaseMs: Math.min(100, surelyAliveMs / 2), seconds: 3, renewMs };
  }
  return {
    trialsPerEvent: trials.untilExpiry,
    concurrency: concurrency.untilExpiry,
    maxPhaseMs: surelyAliveMs * 0.8,
    seconds: accessTtlSeconds + 1,
    renewMs,
    expiresAfterSeconds: accessTtlSeconds,
  };
};

const runTrials = async (
  stage: RevocationStage,
  size: TrialSize,
  { seed, signal, report }: RevocationOptions,
): Promise<TrialRecord[]> => {
  const plans = planTrials({ ...size, events: REVOKING_EVENTS, replicas: stage.pools.length, seed });
  const queue = [...plans];
  const records: TrialRecord[] = [];
  const { expiresAfterSeconds } = size;
  const expiry = expiresAfterSeconds === undefined ? {} : { expiresAfterSeconds };
  const startDelays = seededRandom(derivedSeed(seed, 1));
  const work = async (victim: RevocationStage['victims'][number]): Promise<void> => {
    // Spread over a lifetime, so that the trials do not all reach their ends together.
    await sleep(startDelays.fraction() * (expiresAfterSeconds ?? 0) * 1000, undefined, { signal });
    for (let plan = queue.shift(); plan !== undefined; plan = queue.shift()) {
      records.push(await runTrial({ stage, victim, plan, signal, ...expiry }));
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

const failureOf = async (work: Promise<unknown>): Promise<never> => {
  await work;
  return await new Promise<never>(() => undefined);
};

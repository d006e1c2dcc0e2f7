// One trial: a victim logs in, every replica is asked with that credential, the credential is revoked, and the asking goes on
// until it is refused everywhere.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { abilities } from '@authlab/contract';
import { z } from 'zod';
import type { LoadPool } from '../../load/load-pool.ts';
import type { BystanderCounts, TrialRecord, TrialSetting } from '../../result/revocation-record.ts';
import { duetSchedule } from '../../scenario/duet-schedule.ts';
import { clientAt, type Login, meRequest } from '../../target/log-in.ts';
import { prepareRevocation, type PreparedRevocation } from './prepare-revocation.ts';
import { type KnownMoments, paceOf } from './probe-pace.ts';
import { probeTuple, ReplicaProber } from './replica-prober.ts';
import type { RevocationStage } from './revocation-stage.ts';
import type { TrialPlan } from './trial-scenario.ts';
import type { Victim } from './victim.ts';

export interface TrialOptions {
  readonly stage: RevocationStage;
  readonly setting: TrialSetting;
  readonly victim: Victim;
  readonly plan: TrialPlan;
  readonly signal: AbortSignal;
}

/** Probing goes on this long after every replica has refused: a credential may come back to life. */
const WATCH_MS = 100;
/** How long after the ack, or after the natural end, a credential may go on living until the trial is given up. */
const GIVE_UP_MS = 2000;
const POLL_MS = 10;

/** A trial that goes wrong is a result too; only an abort throws. */
export const runTrial = async (options: TrialOptions): Promise<TrialRecord> => {
  const { target } = options.stage;
  const { event, trial, scenario } = options.plan;
  const phaseMs = revocationAtMs(scenario);
  const known = { type: 'revocation-trial', target, event, trial, phaseMs, ...options.setting } as const;
  try {
    return { ...known, outcome: await playTrial(options) };
  } catch (error) {
    options.signal.throwIfAborted();
    return { ...known, outcome: { state: 'failed', reason: error instanceof Error ? error.message : String(error) } };
  }
};

type Outcome = Extract<TrialRecord['outcome'], { state: 'completed' }>;

const playTrial = async (options: TrialOptions): Promise<Outcome> => {
  const { stage, plan, victim } = options;
  const loggedInOn = plan.trial % stage.pools.length;
  const pool = stage.pools[loggedInOn] as LoadPool;
  const prepared = await prepareRevocation(plan.event, { stage, victim, pool });
  try {
    return await watch(options, { ...prepared, loggedInOn });
  } finally {
    await prepared.restore?.(pool);
  }
};

interface Watched extends PreparedRevocation {
  readonly loggedInOn: number;
}

const watch = async (options: TrialOptions, prepared: Watched): Promise<Outcome> => {
  const { stage, plan } = options;
  const { loggedInOn, probed } = prepared;
  const ownReplica = abilities[stage.target].revokes === 'own-replica';
  // Where each replica knows its own logins alone, a balancer must be sticky: the logout goes where the login went.
  const revokedOn = ownReplica ? loggedInOn : plan.revokeOn;
  const expiryMs = abilities[stage.target].revokes === 'until-expiry' ? expiryOf(probed) : undefined;
  const revokeAtMs = performance.now() + revocationAtMs(plan.scenario);
  const done = new AbortController();
  const signal = AbortSignal.any([options.signal, done.signal]);
  const probers = startProbers(options, prepared, { revokeAtMs, ...(expiryMs === undefined ? {} : { expiryMs }) });
  const probing = Promise.all(probers.map((prober) => prober.run(signal)));
  try {
    await sleep(Math.max(0, revokeAtMs - performance.now()), undefined, { signal });
    await untilAccepted(ownReplica ? probers.slice(loggedInOn, loggedInOn + 1) : probers, signal);
    const sentMs = performance.now();
    await revoke(prepared, plan, stage.pools[revokedOn] as LoadPool);
    const ackedMs = performance.now();
    const bystanders = await askWith(prepared.spared, stage.pools);
    await untilRefused(probers, { signal, deadlineMs: Math.max(ackedMs, expiryMs ?? 0) + GIVE_UP_MS });
    done.abort();
    await probing;
    const expiry = expiryMs === undefined ? {} : { expiresMs: expiryMs - ackedMs };
    const replicas = probers.map(({ probes }) => probes.map((probe) => probeTuple(probe, ackedMs)));
    return { state: 'completed', ackMs: ackedMs - sentMs, loggedInOn, revokedOn, ...expiry, replicas, bystanders };
  } finally {
    done.abort();
  }
};

const startProbers = (
  { stage, plan }: TrialOptions,
  { probed, grants }: Watched,
  moments: KnownMoments,
): ReplicaProber[] => {
  const startMs = performance.now();
  const openMs = Array.from(duetSchedule([plan.scenario]).atMs, (atMs) => startMs + atMs);
  const { headers } = meRequest(probed);
  const options = { headers, pauseMs: paceOf(moments), openMs, ...(grants === undefined ? {} : { grants }) };
  return stage.pools.map((pool) => new ReplicaProber({ pool, ...options }));
};

const revoke = async ({ send, success }: PreparedRevocation, { event }: TrialPlan, pool: LoadPool): Promise<void> => {
  const { status } = await send(pool);
  if (status !== success) throw new Error(`${event} answers ${status}`);
};

/** A replica that never accepted the credential could not show its end. @throws {Error} when one does not within 2 s */
const untilAccepted = async (probers: readonly ReplicaProber[], signal: AbortSignal): Promise<void> => {
  const deadlineMs = performance.now() + GIVE_UP_MS;
  while (!probers.every((prober) => prober.accepted)) {
    if (performance.now() > deadlineMs)
      throw new Error('a replica did not accept the credential before it was revoked');
    await sleep(1, undefined, { signal });
  }
};

const untilRefused = async (
  probers: readonly ReplicaProber[],
  { signal, deadlineMs }: { readonly signal: AbortSignal; readonly deadlineMs: number },
): Promise<void> => {
  while (performance.now() < deadlineMs && !probers.every((prober) => prober.refusedFor(WATCH_MS))) {
    await sleep(POLL_MS, undefined, { signal });
  }
};

/** The same user's other device, once on each replica. */
const askWith = async (login: Login | undefined, pools: readonly LoadPool[]): Promise<BystanderCounts> => {
  if (login === undefined) return { requests: 0, refused: 0 };
  const answers = await Promise.all(pools.map((pool) => clientAt(login, pool).send('me')));
  return { requests: answers.length, refused: answers.filter((answer) => answer.status !== 200).length };
};

const revocationAtMs = ({ timeline }: TrialPlan['scenario']): number => timeline[0]?.atMs ?? 0;

/** When a token ends by itself, as it says itself, on the clock of `performance.now()`. */
const expiryOf = ({ client }: Login): number => {
  const { authorization = '' } = client.credential.headersFor(client.baseUrl);
  const [, payload = ''] = authorization.split('.');
  const { exp } = tokenPayload.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  return exp * 1000 - Date.now() + performance.now();
};

const tokenPayload = z.looseObject({ exp: z.number() });

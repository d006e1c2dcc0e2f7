// One trial: a victim logs in, every replica is asked with that credential, the credential is revoked, and the asking goes on
// until it is refused everywhere.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { abilities, ROUTES } from '@authlab/contract';
import type { LoadPool } from '../../load/load-pool.ts';
import type { BystanderCounts, ProbeTuple, TrialRecord } from '../../result/raw-record.ts';
import { duetSchedule } from '../../scenario/duet-schedule.ts';
import { type Account, clientAt, type Login, logIn, meRequest } from '../../target/log-in.ts';
import type { Probe } from './check-history.ts';
import { paceOf } from './probe-pace.ts';
import { ReplicaProber } from './replica-prober.ts';
import type { RevocationStage } from './revocation-stage.ts';
import type { TrialPlan } from './trial-scenario.ts';

export interface TrialOptions {
  readonly stage: RevocationStage;
  readonly victim: Account;
  readonly plan: TrialPlan;
  /** Set where credentials end by themselves; it only makes the probes denser around that moment. */
  readonly expiresAfterSeconds?: number;
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
  const known = { type: 'revocation-trial', target, event, trial, phaseMs: revocationAtMs(scenario) } as const;
  try {
    return { ...known, outcome: await playTrial(options) };
  } catch (error) {
    options.signal.throwIfAborted();
    return { ...known, outcome: { state: 'failed', reason: error instanceof Error ? error.message : String(error) } };
  }
};

type Outcome = Extract<TrialRecord['outcome'], { state: 'completed' }>;

const playTrial = async (options: TrialOptions): Promise<Outcome> => {
  const { stage, plan } = options;
  const { loggedInOn, sender, probed, other, expiryMs } = await logInDevices(options);
  const ownReplica = abilities[stage.target].revokes === 'own-replica';
  // Where each replica knows its own logins alone, a balancer must be sticky: the logout goes where the login went.
  const revokedOn = ownReplica ? loggedInOn : plan.revokeOn;
  const startMs = performance.now();
  const revokeAtMs = startMs + revocationAtMs(plan.scenario);
  const done = new AbortController();
  const signal = AbortSignal.any([options.signal, done.signal]);
  const openMs = Array.from(duetSchedule([plan.scenario]).atMs, (atMs) => startMs + atMs);
  const pauseMs = paceOf({ revokeAtMs, ...(expiryMs === undefined ? {} : { expiryMs }) });
  const { headers } = meRequest(probed);
  const probers = stage.pools.map((pool) => new ReplicaProber({ pool, headers, pauseMs, openMs }));
  const probing = Promise.all(probers.map((prober) => prober.run(signal)));
  try {
    await sleep(Math.max(0, revokeAtMs - performance.now()), undefined, { signal });
    await untilAccepted(ownReplica ? probers.slice(loggedInOn, loggedInOn + 1) : probers, signal);
    const sentMs = performance.now();
    await revoke(sender, plan, stage.pools[revokedOn] as LoadPool);
    const ackedMs = performance.now();
    const bystanders = await askWith(other, stage.pools);
    await untilRefused(probers, { signal, deadlineMs: Math.max(ackedMs, expiryMs ?? 0) + GIVE_UP_MS });
    done.abort();
    await probing;
    const replicas = probers.map(({ probes }) => probes.map((probe) => tuple(probe, ackedMs)));
    return { state: 'completed', ackMs: ackedMs - sentMs, loggedInOn, revokedOn, replicas, bystanders };
  } finally {
    done.abort();
  }
};

interface Devices {
  readonly loggedInOn: number;
  /** Sends the revoking request. */
  readonly sender: Login;
  /** Whose credential must die. */
  readonly probed: Login;
  /** Must live on; absent where the event spares nobody. */
  readonly other?: Login;
  /** When the probed credential is expected to end by itself. */
  readonly expiryMs?: number;
}

/** Logout-everywhere is asked of a device that did not send it: that is what it is for. */
const logInDevices = async ({ stage, victim, plan, expiresAfterSeconds }: TrialOptions): Promise<Devices> => {
  const loggedInOn = plan.trial % stage.pools.length;
  const pool = stage.pools[loggedInOn] as LoadPool;
  const unprobed = await logIn(stage.target, pool, victim);
  const expiry = expiresAfterSeconds === undefined ? {} : { expiryMs: nextExpiryMs(expiresAfterSeconds) };
  const probed = await logIn(stage.target, pool, victim);
  return plan.event === 'logout'
    ? { loggedInOn, sender: probed, probed, other: unprobed, ...expiry }
    : { loggedInOn, sender: unprobed, probed, ...expiry };
};

const revoke = async (sender: Login, { event, scenario }: TrialPlan, pool: LoadPool): Promise<void> => {
  const [revocation] = scenario.timeline;
  if (revocation === undefined) throw new TypeError('the scenario revokes nothing');
  const body = event === 'logout-everywhere' ? { body: {} } : {};
  const answer = await clientAt(sender, pool).send(revocation.action, body);
  if (answer.status !== ROUTES[revocation.action].success) throw new Error(`${event} answers ${answer.status}`);
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

/** Of a credential issued now: `exp` counts whole seconds of the wall clock. */
const nextExpiryMs = (lifetimeSeconds: number): number =>
  performance.now() - (Date.now() % 1000) + lifetimeSeconds * 1000;

const MS_DIGITS = 3;

const tuple = ({ startMs, endMs, status = 0 }: Probe, ackedMs: number): ProbeTuple => [
  round(startMs - ackedMs),
  round(endMs - ackedMs),
  status,
];

const round = (valueMs: number): number => Number(valueMs.toFixed(MS_DIGITS));

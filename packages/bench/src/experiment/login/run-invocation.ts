// One invocation: fresh processes, every operation one after the other on all targets at once, then the floods.
import { openStack, type Stack, schemeOf } from '@authlab/stack';
import { type PreparedRequest, sendRequest } from '../../load/send-request.ts';
import type { LoginOperationRecord, LoginRecord } from '../../result/login-record.ts';
import { derivedSeed } from '../../stats/seeded-random.ts';
import type { Account } from '../../target/log-in.ts';
import { TargetError } from '../../target/target-error.ts';
import { type LoginStep, planLogin } from './login-plan.ts';
import { type LoginProcess, type LoginStage, type LoginStageOptions, openLoginStage } from './login-stage.ts';
import { prepareOperation } from './prepare-operation.ts';
import { runFlood } from './run-flood.ts';
import { type OperationSide, runOperation } from './run-operation.ts';

export interface LoginInvocationOptions extends LoginStageOptions {
  readonly stack: Stack;
  readonly invocation: number;
  readonly seed: number;
  readonly report: (share: number, doing: string) => void;
}

export interface LoginInvocation {
  readonly records: readonly LoginRecord[];
  readonly redisVersion: string;
}

/** @throws {TargetError} when a target does not start or refuses a user; the signal's reason when aborted */
export const runLoginInvocation = async (options: LoginInvocationOptions): Promise<LoginInvocation> => {
  options.report(0, 'starting the targets');
  await using stack = await options.stack.own(() => openStack());
  const stage = await openLoginStage(stack, options);
  const steps = planLogin(options.profile);
  const records: LoginRecord[] = [];
  for (const [at, step] of steps.entries()) {
    options.report((at + 1) / (steps.length + 2), `${step.operation} of ${step.loginSessions}`);
    records.push(
      ...(await runStep(stage, step, { ...options, seed: derivedSeed(options.seed, options.invocation, at) })),
    );
  }
  for (const [at, { hashed }] of stage.targets.entries()) {
    options.report((steps.length + 1) / (steps.length + 2), `a flood of logins at ${hashed.target}`);
    const seed = derivedSeed(options.seed, options.invocation, FLOOD_SEED, at);
    const flood = { ...options, stack, process: hashed, profile: options.profile.flood, seed };
    records.push(...(await runFlood({ ...flood, accounts: stage.hashedAccounts })));
  }
  return { records, redisVersion: stage.targets[0]?.cheap.redis.version ?? 'unknown' };
};

const FLOOD_SEED = 100;

const runStep = async (
  stage: LoginStage,
  step: LoginStep,
  { invocation, seed, signal }: LoginInvocationOptions,
): Promise<LoginOperationRecord[]> => {
  const { operation, hashing, loginSessions, ratePerSec } = step;
  const all = hashing === 'production' ? stage.hashedAccounts : stage.cheapAccounts;
  const accounts = all.slice(step.from, step.from + step.warmUp + step.users);
  const sides: OperationSide[] = [];
  for (const { target, cheap, hashed } of stage.targets) {
    if (operation === 'refresh' && schemeOf(target) === 'session') continue;
    const [busy, idle] = hashing === 'production' ? [hashed, cheap] : [cheap, hashed];
    sides.push({ busy, idle, requests: await prepareWarm(busy, accounts, step) });
  }
  if (sides.length === 0) return [];
  const known = {
    operation,
    ...(operation === 'logout-everywhere' ? { loginSessions } : {}),
    ...(hashing === undefined ? {} : { hashing }),
    invocation,
    ratePerSec,
  };
  return await runOperation({ sides, known, seed, signal });
};

/** The first ones are sent at once: they load the scripts, and the code gets warm. */
const prepareWarm = async (
  busy: LoginProcess,
  accounts: readonly Account[],
  step: LoginStep,
): Promise<readonly PreparedRequest[]> => {
  const requests = await prepareOperation(busy, accounts, step);
  for (const request of requests.slice(0, step.warmUp)) await insistOn(busy, request);
  return requests.slice(step.warmUp);
};

const insistOn = (busy: LoginProcess, request: PreparedRequest): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (what: string | number): void =>
      reject(new TargetError(`${busy.target}: the answer to ${request.path} is ${what}`));
    sendRequest(busy.pool, {
      request,
      timeoutMs: 10_000,
      onEnd: (status) => (status === request.expect ? resolve() : fail(status)),
      onFailure: fail,
    });
  });

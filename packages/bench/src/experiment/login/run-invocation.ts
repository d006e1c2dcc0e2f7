// One invocation: fresh processes, every operation one after the other on all targets at once, then the floods.
import { openStack, type Stack, schemeOf } from '@authlab/stack';
import { type PreparedRequest, sendRequest } from '../../load/send-request.ts';
import type { LoginOperationRecord, LoginRecord } from '../../result/login-record.ts';
import { derivedSeed, seededRandom } from '../../stats/seeded-random.ts';
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
  const plan = planLogin(options.profile);
  options.report(0, 'warming up');
  for (const step of plan) await warmUp(stage, step);
  // In another order each time: what comes later meets warmer code.
  const steps = seededRandom(derivedSeed(options.seed, options.invocation)).shuffled(plan);
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
  const sides: OperationSide[] = [];
  for (const { busy, idle } of sidesOf(stage, step)) {
    const accounts = accountsOf(stage, step).slice(step.warmUp);
    sides.push({ busy, idle, requests: await prepareOperation(busy, accounts, step) });
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

/** Loads the scripts into Redis, and warms the code. */
const warmUp = async (stage: LoginStage, step: LoginStep): Promise<void> => {
  const accounts = accountsOf(stage, step).slice(0, step.warmUp);
  for (const { busy } of sidesOf(stage, step)) {
    for (const request of await prepareOperation(busy, accounts, step)) await insistOn(busy, request);
  }
};

const accountsOf = ({ hashedAccounts, cheapAccounts }: LoginStage, step: LoginStep): readonly Account[] =>
  (step.hashing === 'production' ? hashedAccounts : cheapAccounts).slice(
    step.from,
    step.from + step.warmUp + step.users,
  );

const sidesOf = (
  { targets }: LoginStage,
  { operation, hashing }: LoginStep,
): readonly Pick<OperationSide, 'busy' | 'idle'>[] =>
  targets
    .filter(({ target }) => operation !== 'refresh' || schemeOf(target) === 'jwt')
    .map(({ cheap, hashed }) =>
      hashing === 'production' ? { busy: hashed, idle: cheap } : { busy: cheap, idle: hashed },
    );

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

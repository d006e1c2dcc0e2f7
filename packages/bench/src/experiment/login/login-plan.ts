// What one invocation of the login experiment does, in which order, and whose accounts it takes for that.
import type { LoginProfile } from '../../profile/login-profile.ts';
import type { LoginOperationRecord } from '../../result/login-record.ts';
import type { PreparedOperation } from './prepare-operation.ts';

/** One operation, by users of its own: what another one has left behind is no part of it. */
export interface LoginStep extends PreparedOperation {
  readonly hashing?: NonNullable<LoginOperationRecord['hashing']>;
  readonly ratePerSec: number;
  readonly users: number;
  readonly warmUp: number;
  /** The first of its accounts. */
  readonly from: number;
}

/** Each of these makes all the login sessions that it ends. */
const MAX_WARM_UP_OF_MANY = 5;

export const planLogin = (profile: LoginProfile): LoginStep[] => {
  const { many, hashed, warmUp, refreshesPerSec, seconds } = profile;
  const usual = { ...paceOf(profile), warmUp, loginSessions: 1 } as const;
  const manyWarmUp = Math.min(warmUp, MAX_WARM_UP_OF_MANY);
  return [
    { ...usual, ...paceOf(hashed), warmUp: hashed.warmUp, operation: 'login', hashing: 'production', from: 0 },
    ...inRow([
      { ...usual, operation: 'login', hashing: 'cheap' },
      { ...usual, ...paceOf({ ratePerSec: refreshesPerSec, seconds }), operation: 'refresh' },
      { ...usual, operation: 'logout' },
      { ...usual, operation: 'logout-everywhere', users: many.users },
      { ...usual, operation: 'logout-everywhere', ...many, warmUp: manyWarmUp },
    ]),
  ];
};

/** How many accounts of either kind the plan takes. */
export const accountsNeeded = (profile: LoginProfile): { readonly cheap: number; readonly hashed: number } => {
  const steps = planLogin(profile);
  const needed = (isHashed: boolean): number =>
    Math.max(
      ...steps
        .filter(({ hashing }) => (hashing === 'production') === isHashed)
        .map(({ from, warmUp, users }) => from + warmUp + users),
    );
  return { cheap: needed(false), hashed: Math.max(needed(true), profile.flood.meUsers) };
};

const paceOf = ({ ratePerSec, seconds }: Pick<LoginProfile, 'ratePerSec' | 'seconds'>) => ({
  ratePerSec,
  users: Math.round(ratePerSec * seconds),
});

const inRow = (steps: readonly Omit<LoginStep, 'from'>[]): LoginStep[] => {
  let from = 0;
  return steps.map((step) => {
    const placed = { ...step, from };
    from += step.warmUp + step.users;
    return placed;
  });
};

// How much of the login experiment is run.
import type { ProfileName } from './profile-name.ts';

/** Everything that decides how long the login experiment takes. */
export interface LoginProfile {
  /** Fresh processes: the unit of repetition. */
  readonly invocations: number;
  /** Of each operation, for each target. */
  readonly ratePerSec: number;
  /** Refreshes come beside requests: at the rate of those, because everything is dearer in a process that is asked less. */
  readonly refreshesPerSec: number;
  readonly seconds: number;
  /** Of each operation, before it is measured. */
  readonly warmUp: number;
  /** Users of the operation that ends many login sessions at once, and how many each of them has. */
  readonly many: { readonly users: number; readonly loginSessions: number };
  /** Logins with the production password hash, which are slow. */
  readonly hashed: { readonly ratePerSec: number; readonly seconds: number; readonly warmUp: number };
  readonly flood: {
    readonly mePerSec: number;
    readonly meUsers: number;
    /** Above what any process can hash. */
    readonly loginsPerSec: number;
    readonly beforeSeconds: number;
    readonly duringSeconds: number;
  };
  /** For two targets, on two cores; for the display of the remaining time alone. */
  readonly expectedSeconds: number;
}

export const LOGIN_PROFILES: Readonly<Record<ProfileName, LoginProfile>> = {
  smoke: {
    invocations: 2,
    ratePerSec: 20,
    refreshesPerSec: 40,
    seconds: 0.4,
    warmUp: 2,
    many: { users: 2, loginSessions: 20 },
    hashed: { ratePerSec: 8, seconds: 0.4, warmUp: 1 },
    flood: { mePerSec: 40, meUsers: 2, loginsPerSec: 400, beforeSeconds: 0.3, duringSeconds: 0.6 },
    expectedSeconds: 10,
  },
  quick: {
    invocations: 3,
    ratePerSec: 60,
    refreshesPerSec: 400,
    seconds: 1,
    warmUp: 30,
    many: { users: 15, loginSessions: 20 },
    hashed: { ratePerSec: 8, seconds: 1, warmUp: 2 },
    flood: { mePerSec: 150, meUsers: 20, loginsPerSec: 300, beforeSeconds: 1, duringSeconds: 2 },
    expectedSeconds: 35,
  },
  full: {
    invocations: 4,
    ratePerSec: 60,
    refreshesPerSec: 400,
    seconds: 2,
    warmUp: 100,
    many: { users: 60, loginSessions: 20 },
    hashed: { ratePerSec: 8, seconds: 3, warmUp: 5 },
    flood: { mePerSec: 200, meUsers: 100, loginsPerSec: 300, beforeSeconds: 2, duringSeconds: 3 },
    expectedSeconds: 160,
  },
};

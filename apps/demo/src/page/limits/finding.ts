// What was found out about the visitor's own browser.
import type { Scheme } from '@authlab/contract';

export interface CookieFinding {
  readonly bytes: number;
  readonly isKept: boolean;
}

/** One call of GET /me. What is not known is absent: the demo's server saw no such request. */
export interface CallFinding {
  readonly id: string;
  readonly who: string;
  readonly how: string;
  readonly cookieWent: boolean | undefined;
  readonly status: number | undefined;
  readonly couldRead: boolean;
  readonly why: string;
}

/** One forged form, and whether the login lives on after it. */
export interface FormFinding {
  readonly scheme: Scheme;
  readonly from: string;
  readonly cookieWent: boolean | undefined;
  readonly status: number | undefined;
  readonly isStillLoggedIn: boolean;
}

export interface ReachFinding {
  /** All that script gets of the cookies. */
  readonly documentCookie: string;
  /** As the wire has shown it; absent without a session. */
  readonly sessionCookieBytes: number | undefined;
  /** Absent without a login with tokens. */
  readonly tokenBytes: number | undefined;
  readonly claimNames: readonly string[];
}

/** As far as they have been found. */
export interface Findings {
  readonly cookies?: readonly CookieFinding[];
  readonly calls?: readonly CallFinding[];
  readonly forms?: readonly FormFinding[];
  readonly reach?: ReachFinding;
}

// What the page knows: all that it shows is computed from this.
import type { LoginSession, Principal, Scheme, Strategy } from '@authlab/contract';
import type { DemoState } from '../../protocol/demo-state.ts';
import type { Exchange } from '../../protocol/exchange.ts';
import type { StoreView } from '../../protocol/store-view.ts';
import type { ThiefProbe, ThiefRefresh } from '../../protocol/thief-probe.ts';
import type { ActionId, RevokingEvent } from '../action/action-id.ts';
import type { SetCookie } from '../cookie/parse-set-cookie.ts';

/** What came back to one request of the page. `silent`: no answer, because nobody listens or CORS keeps it from us. */
export type Outcome =
  | {
      readonly state: 'answered';
      readonly status: number;
      /** Of an RFC 9457 problem. */
      readonly code: string | undefined;
      readonly retryAfterSeconds: number | undefined;
      readonly body: unknown;
    }
  | { readonly state: 'silent' }
  /** There is no such request in this scheme, or nothing that it could name. */
  | { readonly state: 'skipped'; readonly reason: string };

/** One action on one scheme; times are Unix milliseconds. */
export interface Answer {
  readonly scheme: Scheme;
  readonly action: ActionId;
  readonly strategy: Strategy;
  /** Absent when nothing was sent. */
  readonly request?: { readonly method: string; readonly path: string };
  readonly startedAtMs: number;
  /** For a revoking event this is the ack. */
  readonly endedAtMs: number;
  readonly exchangeId: string | undefined;
  /** Sent without the browser's cookies, as a second device or an admin would. */
  readonly isApart: boolean;
  /** Sent by the page of its own accord, as any good client would: a refresh before or after what was asked for. */
  readonly isFollowUp: boolean;
  /** Of the access token that went along. */
  readonly tokenExpiresAtMs: number | undefined;
  readonly outcome: Outcome;
}

/** One theft and what became of it. */
export interface Trial {
  readonly scheme: Scheme;
  readonly strategy: Strategy;
  readonly stolenAtMs: number;
  readonly withRefreshToken: boolean;
  readonly revoked: { readonly event: RevokingEvent; readonly ackAtMs: number } | undefined;
  readonly probes: readonly ThiefProbe[];
  readonly refreshes: readonly ThiefRefresh[];
  /** The thief was stopped, or was seen to have nothing left. */
  readonly isOver: boolean;
}

export interface Column {
  readonly scheme: Scheme;
  /** Who the browser is logged in as, as far as the page knows. */
  readonly login: Principal | undefined;
  /** jwt only; nowhere else than here: closing the page forgets it. */
  readonly accessToken: string | undefined;
  readonly cookie: SetCookie | undefined;
  /** By email, where they are known to be no longer the seeded ones. */
  readonly passwords: Readonly<Record<string, string>>;
  readonly devices: readonly LoginSession[] | undefined;
  /** Newest first. */
  readonly answers: readonly Answer[];
  /** Newest first: of this page's own requests and of everybody else's. */
  readonly exchanges: readonly Exchange[];
  readonly store: StoreView | undefined;
  readonly trial: Trial | undefined;
}

export interface Model {
  /** To the demo's own server. `gone`: it does not answer any more. */
  readonly link: 'connecting' | 'open' | 'gone';
  readonly state: DemoState | undefined;
  readonly columns: Readonly<Record<Scheme, Column>>;
  /** Earlier thefts, oldest first; only those in which something was revoked. */
  readonly trials: readonly Trial[];
  /** What last changed on the stage. */
  readonly news: string | undefined;
  /** Why the demo's server refused the last request to it. */
  readonly refusal: string | undefined;
}

const emptyColumn = (scheme: Scheme): Column => ({
  scheme,
  login: undefined,
  accessToken: undefined,
  cookie: undefined,
  passwords: {},
  devices: undefined,
  answers: [],
  exchanges: [],
  store: undefined,
  trial: undefined,
});

export const EMPTY_MODEL: Model = {
  link: 'connecting',
  state: undefined,
  columns: { session: emptyColumn('session'), jwt: emptyColumn('jwt') },
  trials: [],
  news: undefined,
  refusal: undefined,
};

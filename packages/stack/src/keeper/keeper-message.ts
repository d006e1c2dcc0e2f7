// What the keeper and the process it serves say to each other.

/** From us to the keeper. */
export interface ToKeeper {
  readonly type: 'guard' | 'unguard';
  readonly pid: number;
}

/** From the keeper to us, once. */
export type FromKeeper =
  | { readonly type: 'ready'; readonly folder: string }
  | { readonly type: 'failed'; readonly reason: string };

/** A server writes its pid into a file of this name: the keeper looks for it where no `guard` message came in time. */
export const PID_FILE_NAME = 'server.pid';
/** The same for a browser; its command line names its folder. */
export const BROWSER_PID_FILE_NAME = 'browser.pid';

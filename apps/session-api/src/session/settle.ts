// Gives an asynchronous store the callback that express-session calls it with.
import type { SessionData } from 'express-session';

export type Done = (error?: unknown, session?: SessionData | null) => void;

/** Without a callback the outcome is the promise's. */
export const settle = (done: Done | undefined, work: () => Promise<SessionData | null>): Promise<unknown> => {
  if (done === undefined) return work();
  // oxlint-disable promise/no-callback-in-promise -- where promises end and callbacks begin
  return work().then(
    (session) => done(null, session),
    (error: unknown) => done(error),
  );
};

// What the server gave a browser, and a thief may take.

export interface StolenCredential {
  /** Absent when it is none of the known users. */
  readonly userId: string | undefined;
  /** That `GET /me` is sent with. */
  readonly headers: Readonly<Record<string, string>>;
  /** `name=value`; of the jwt scheme alone. */
  readonly refreshCookie: string | undefined;
}

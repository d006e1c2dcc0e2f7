// What an API answered.

/** What came back; `body` is parsed where it is JSON, text elsewhere, absent where there was none. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

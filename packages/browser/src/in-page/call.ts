// Runs inside a page: what script gets to read of an answer.

export interface Call {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly credentials?: 'include' | 'omit';
  readonly mode?: 'cors' | 'no-cors';
}

/** `read`: status, body and headers; `opaque`: sent, and nothing may be read; `blocked`: an error without a reason. */
export type Reading =
  | { readonly state: 'read'; readonly status: number; readonly body: string; readonly headerNames: readonly string[] }
  | { readonly state: 'opaque' }
  | { readonly state: 'blocked' };

/** Sent to the page as text: so it uses nothing from outside of itself. */
export const call = async ({ url, credentials = 'include', ...init }: Call): Promise<Reading> => {
  try {
    const answer = await fetch(url, { ...init, credentials });
    if (answer.type === 'opaque') return { state: 'opaque' };
    const headerNames = [...answer.headers].map(([name]) => name);
    return { state: 'read', status: answer.status, body: await answer.text(), headerNames };
  } catch {
    return { state: 'blocked' };
  }
};

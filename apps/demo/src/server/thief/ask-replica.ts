// One request of the thief, straight to a replica.

/** He sits somewhere else (an address for documentation, RFC 5737). */
const ADDRESS = '203.0.113.66';
const TIMEOUT_MS = 5000;

export interface ReplicaAnswer {
  /** Absent when there was none; then `error` says why. */
  readonly status?: number;
  readonly error?: string;
  readonly body: string;
  readonly setCookies: readonly string[];
}

export const askReplica = async (
  url: string,
  method: 'GET' | 'POST',
  headers: Readonly<Record<string, string>>,
): Promise<ReplicaAnswer> => {
  const all = { ...headers, 'x-forwarded-for': ADDRESS, 'x-forwarded-proto': 'http' };
  try {
    const response = await fetch(url, { method, headers: all, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const body = await response.text();
    return { status: response.status, body, setCookies: response.headers.getSetCookie() };
  } catch (error) {
    const { cause } = error as { readonly cause?: { readonly code?: string } };
    return { body: '', setCookies: [], error: cause?.code ?? (error as Error).name };
  }
};

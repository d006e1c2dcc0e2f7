// Takes an access token apart for the eye: anybody who holds it can read it, no key is needed.

export type DecodedToken =
  | {
      readonly state: 'decoded';
      readonly header: Readonly<Record<string, unknown>>;
      readonly claims: Readonly<Record<string, unknown>>;
      /** As it stands in the token: nobody without the key can make or check it. */
      readonly signature: string;
      /** Instants in milliseconds since 1970; absent when the token does not say. */
      readonly issuedAtMs?: number;
      readonly expiresAtMs?: number;
    }
  | { readonly state: 'unreadable' };

const MS = 1000;

/** Decodes and verifies nothing: the page has no key, and a server must never do the same. */
export const decodeToken = (token: string): DecodedToken => {
  const [head = '', body = '', signature, ...rest] = token.split('.');
  const header = partOf(head);
  const claims = partOf(body);
  if (header === undefined || claims === undefined || signature === undefined || rest.length > 0) {
    return { state: 'unreadable' };
  }
  const { iat, exp } = claims;
  return {
    state: 'decoded',
    header,
    claims,
    signature,
    ...(typeof iat === 'number' ? { issuedAtMs: iat * MS } : {}),
    ...(typeof exp === 'number' ? { expiresAtMs: exp * MS } : {}),
  };
};

const partOf = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
};

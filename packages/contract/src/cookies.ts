// The names and the limit of the cookies.

/** `__Host-` binds a cookie to its host, to https and to the path `/` (RFC 6265bis section 4.1.3.2). */
export const COOKIE_NAMES = { session: '__Host-sid', jwt: '__Host-refresh' } as const;

/** Browsers drop a cookie whose name and value together are longer (RFC 6265bis section 5.6). */
export const MAX_COOKIE_BYTES = 4096;

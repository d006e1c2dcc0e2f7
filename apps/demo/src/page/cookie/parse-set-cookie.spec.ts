// What the browser was told about a cookie, flag by flag.
import { describe, expect, it } from '@jest/globals';
import { isTakenBack, parseSetCookie } from './parse-set-cookie.ts';

describe('parseSetCookie', () => {
  it('reads the value and every flag', () => {
    const cookie = parseSetCookie('__Host-sid=s%3Aid.sig=; Path=/; HttpOnly; Secure; SameSite=Lax', 0);
    expect(cookie).toMatchObject({
      name: '__Host-sid',
      value: { text: 's%3Aid.sig=', secrets: [{ start: 0, end: 11 }] },
      isHttpOnly: true,
      isSecure: true,
      sameSite: 'Lax',
      path: '/',
      expiresAtMs: undefined,
    });
  });

  it('counts Max-Age from the answer, and lets it win over Expires', () => {
    const cookie = parseSetCookie('a=b; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 1000);
    expect(cookie?.expiresAtMs).toBe(61_000);
  });

  it('sees that a cookie is taken back', () => {
    const cookie = parseSetCookie('a=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 1000);
    expect(cookie !== undefined && isTakenBack(cookie, 1000)).toBe(true);
  });

  it('does not take what is no cookie for one', () => {
    expect(parseSetCookie('nonsense', 0)).toBeUndefined();
  });
});

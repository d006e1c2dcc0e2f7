// A session cookie is read exactly as express-session writes it, and in no other form.
import { COOKIE_NAMES } from '@authlab/contract';
import { describe, expect, it } from '@jest/globals';
import { sign } from 'cookie-signature';
import { SessionCookieReader } from './session-cookie.ts';

const [NEW, OLD, OTHER] = ['n'.repeat(32), 'o'.repeat(32), 'x'.repeat(32)] as [string, string, string];
const ID = `${'t'.repeat(22)}.${'r'.repeat(43)}`;
const headerOf = (value: string): string => `a=b; ${COOKIE_NAMES.session}=${encodeURIComponent(value)}; c=d`;
const written = `s:${sign(ID, NEW)}`;

describe('SessionCookieReader', () => {
  it('reads what cookie-signature signed, with any of the secrets', () => {
    const signed = { state: 'signed', sessionId: ID };
    expect(new SessionCookieReader([NEW]).read(headerOf(written))).toEqual(signed);
    expect(new SessionCookieReader([OTHER, OLD, NEW]).read(headerOf(written))).toEqual(signed);
    expect(new SessionCookieReader([OLD, OTHER]).read(headerOf(written))).toEqual({ state: 'forged' });
  });

  it('tells an absent cookie from a forged one', () => {
    const reader = new SessionCookieReader([NEW]);
    expect([reader.read(undefined), reader.read('a=b'), reader.read('')].map(({ state }) => state)).toEqual(
      Array.from({ length: 3 }, () => 'absent'),
    );
  });

  it('refuses a change of any one character, and of any one bit of the signature', () => {
    const reader = new SessionCookieReader([NEW]);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const changed = Array.from(written, (old, at) =>
      Array.from(alphabet, (letter) => (letter === old ? '' : written.slice(0, at) + letter + written.slice(at + 1))),
    ).flat();
    const accepted = changed.filter((value) => value !== '' && reader.read(headerOf(value)).state === 'signed');
    expect(accepted).toEqual([]);
  });

  it.each(['', 's:', 's:.', `s:${ID}`, `s:${ID}.`, ID, written.slice(2), `${written}=`, `${written}A`, `${written}.`])(
    'refuses "%s"',
    (value) => {
      expect(new SessionCookieReader([NEW]).read(headerOf(value)).state).toBe('forged');
    },
  );
});

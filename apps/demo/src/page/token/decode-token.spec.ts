// A token is shown as it is, and nothing that is none brings the page down.
import { describe, expect, it } from '@jest/globals';
import { decodeToken } from './decode-token.ts';

const part = (value: unknown): string => {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
};

describe('decodeToken', () => {
  it('gives header, claims, signature and lifetime', () => {
    const token = `${part({ alg: 'HS256', kid: 'a' })}.${part({ sub: 'ada', iat: 100, exp: 130 })}.c2ln`;
    expect(decodeToken(token)).toEqual({
      state: 'decoded',
      header: { alg: 'HS256', kid: 'a' },
      claims: { sub: 'ada', iat: 100, exp: 130 },
      signature: 'c2ln',
      issuedAtMs: 100_000,
      expiresAtMs: 130_000,
    });
  });

  it('reads base64url and UTF-8', () => {
    const decoded = decodeToken(`${part({})}.${part({ name: 'Ädä ÿ?>~' })}.x`);
    expect(decoded).toMatchObject({ claims: { name: 'Ädä ÿ?>~' } });
  });

  it('leaves out a lifetime that the token does not have', () => {
    expect(decodeToken(`${part({})}.${part({ exp: 'soon' })}.x`)).not.toHaveProperty('expiresAtMs');
  });

  it.each(['', 'a.b', 'a.b.c', `${part({})}.${part('text')}.x`, `${part({})}.${part({})}.x.y`])(
    'says that %j is no token',
    (text) => {
      expect(decodeToken(text)).toEqual({ state: 'unreadable' });
    },
  );
});

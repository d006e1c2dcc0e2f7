// JWT_KEYS is refused unless every key is strong, for one algorithm, and named once.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { keyRing, randomKeySet } from './key-ring.ts';

const privateJwk = (pair: { privateKey: { export(options: { format: 'jwk' }): object } }): object =>
  pair.privateKey.export({ format: 'jwk' });
const rsa = privateJwk(generateKeyPairSync('rsa', { modulusLength: 2048 }));
const weakRsa = privateJwk(generateKeyPairSync('rsa', { modulusLength: 1024 }));
const p256 = privateJwk(generateKeyPairSync('ec', { namedCurve: 'P-256' }));
const p384 = privateJwk(generateKeyPairSync('ec', { namedCurve: 'P-384' }));
const oct = (bytes: number): object => ({ kty: 'oct', k: randomBytes(bytes).toString('base64url') });

const ringOf = (...keys: object[]) => keyRing.safeParse(JSON.stringify({ keys }));
const messageOf = (...keys: object[]): string => ringOf(...keys).error?.issues[0]?.message ?? 'accepted';

describe('keyRing', () => {
  it('takes a key of each algorithm; the first signs, all verify, and only public halves are shown', () => {
    const ring = ringOf(
      { ...rsa, alg: 'RS256', kid: 'r' },
      { ...p256, alg: 'ES256', kid: 'e' },
      { ...oct(32), alg: 'HS256', kid: 'h' },
    ).data!;
    expect(ring.signing.kid).toBe('r');
    expect([...ring.byKid.keys()]).toEqual(['r', 'e', 'h']);
    const shown = [...ring.byKid.values()].map(({ publicJwk }) => publicJwk);
    expect(shown.map((jwk) => jwk?.kty)).toEqual(['RSA', 'EC', undefined]);
    expect(JSON.stringify(shown)).not.toMatch(/"(?:d|p|q|k)":/u);
  });

  it.each([
    ['a short secret', { ...oct(31), alg: 'HS256', kid: '1' }, 'fewer than 32 bytes'],
    ['a weak RSA key', { ...weakRsa, alg: 'RS256', kid: '1' }, 'fewer than 2048 bits'],
    ['another curve', { ...p384, alg: 'ES256', kid: '1' }, 'curve P-256'],
    ['an algorithm that is not the key’s', { ...rsa, alg: 'HS256', kid: '1' }, 'alg'],
    ['no kid', { ...oct(32), alg: 'HS256' }, 'JWK Set'],
    ['an unknown algorithm', { ...oct(32), alg: 'none', kid: '1' }, 'JWK Set'],
  ])('refuses %s', (_what, key, reason) => {
    expect(messageOf(key)).toContain(reason);
  });

  it('refuses two keys of one kid, and a set that cannot sign', () => {
    const key = { ...oct(32), alg: 'HS256', kid: '1' };
    expect(messageOf(key, key)).toContain('same kid');
    const { d: _secret, ...publicOnly } = p256 as { d: string };
    expect(messageOf({ ...publicOnly, alg: 'ES256', kid: '1' })).toContain('private or secret');
  });

  it('never says what a faulty key holds', () => {
    const key = oct(31) as { k: string };
    expect(messageOf({ ...key, alg: 'HS256', kid: '1' })).not.toContain(key.k);
    expect(keyRing.safeParse('{"keys":[{"k":"topsecret"').error?.message).not.toContain('topsecret');
  });

  it('takes the set that development makes for itself', () => {
    expect(keyRing.safeParse(randomKeySet()).success).toBe(true);
  });
});

// What is secret is marked, and nothing else.
import { describe, expect, it } from '@jest/globals';
import { markSecrets } from './mark-secrets.ts';
import { SECRETS_IN_REDIS, SECRETS_OF_BODIES, SECRETS_OF_HEADERS } from './secret-patterns.ts';

const ID = 'k'.repeat(43);

const secretsIn = (text: string, patterns: readonly RegExp[] = [], maxLength?: number): readonly string[] => {
  const marked = markSecrets(text, patterns, maxLength);
  return marked.secrets.map(({ start, end }) => marked.text.slice(start, end));
};

describe('markSecrets', () => {
  it('marks the value of each cookie', () => {
    expect(secretsIn('__Host-sid=s%3Aabc.d; __Host-refresh=u.s.1.m', SECRETS_OF_HEADERS['cookie'])).toEqual([
      's%3Aabc.d',
      'u.s.1.m',
    ]);
  });

  it('marks the value of a set cookie and none of its attributes', () => {
    expect(secretsIn('__Host-sid=abc; Path=/; SameSite=Lax', SECRETS_OF_HEADERS['set-cookie'])).toEqual(['abc']);
    expect(secretsIn('__Host-sid=; Path=/', SECRETS_OF_HEADERS['set-cookie'])).toEqual([]);
  });

  it('marks a token in a header and in a body, and passwords', () => {
    expect(secretsIn('Bearer a.b.c', SECRETS_OF_HEADERS['authorization'])).toEqual(['a.b.c']);
    const body = String.raw`{"email":"a@b.example","password":"x\"y","accessToken":"a.b.c"}`;
    expect(secretsIn(body, SECRETS_OF_BODIES)).toEqual([String.raw`x\"y`, 'a.b.c']);
  });

  it('marks the random part of session ids in Redis, and no digest of a script or an address', () => {
    expect(secretsIn(`GET sess:{tagtagtagtagtagtagtagt}:${ID}`, SECRETS_IN_REDIS)).toEqual([ID]);
    expect(secretsIn(`EVALSHA ${'a'.repeat(40)} 1 login:${ID} ${ID}`, SECRETS_IN_REDIS)).toEqual([ID]);
  });

  it('cuts a long text, and marks what is left of its secrets', () => {
    expect(markSecrets('name=secret; other=secret', SECRETS_OF_HEADERS['cookie'] ?? [], 8)).toEqual({
      text: 'name=sec…',
      secrets: [{ start: 5, end: 9 }],
    });
  });
});

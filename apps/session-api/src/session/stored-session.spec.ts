// What is written of a session is what is read, with the roles where a script can reach them.
import { describe, expect, it } from '@jest/globals';
import type { SessionData } from 'express-session';
import { sessionFormat } from './stored-session.ts';

const login = { userId: 'u', roles: ['user', 'admin'], ip: '::1', device: 'a | b', createdAtMs: 1 } as const;
const session = { cookie: { path: '/' }, login } as unknown as SessionData;

describe('sessionFormat', () => {
  it('reads what it wrote, bars in the values included', () => {
    expect(sessionFormat.parse(sessionFormat.stringify(session)).login).toEqual(login);
  });

  it('writes the roles before the JSON, once, and no cookie', () => {
    const text = sessionFormat.stringify(session);
    expect(text.startsWith('user,admin|{')).toBe(true);
    expect(text.slice(11)).not.toMatch(/roles|admin|cookie|path/u);
  });

  it('keeps whatever else a request put into the session', () => {
    const cart = { ...session, cart: [{ id: 7 }] } as unknown as SessionData;
    expect(sessionFormat.parse(sessionFormat.stringify(cart))).toMatchObject({ cart: [{ id: 7 }] });
  });
});

// One click is one request in each scheme, or a reason why there is none.
import { describe, expect, it } from '@jest/globals';
import type { DemoState } from '../../protocol/demo-state.ts';
import { type Column, EMPTY_MODEL } from '../model/model.ts';
import { requestOf } from './request-of.ts';
import { wishFor } from './wish-for.ts';

const { session, jwt } = EMPTY_MODEL.columns;
const ada = { id: 'ada', email: 'ada@lab.example', password: 'a seeded password', roles: [] };
const state = { users: [ada] } as unknown as DemoState;
const wish = wishFor(state, session, { email: ada.email });

const device = (id: string, current: boolean) => ({
  id,
  ip: '127.0.0.1',
  createdAt: '2026-01-01T00:00:00Z',
  lastSeenAt: '2026-01-01T00:00:00Z',
  current,
});

describe('requestOf', () => {
  it('leaves the browser’s cookies alone when a second device logs in', () => {
    expect(requestOf('second-device', session, wish)).toMatchObject({ path: '/auth/login', isApart: true });
    expect(requestOf('login', session, wish)).toMatchObject({ path: '/auth/login', isApart: false });
  });

  it('refreshes where there is something to refresh', () => {
    expect(requestOf('refresh', jwt, wish)).toMatchObject({ state: 'send', path: '/auth/refresh', needsLogin: false });
    expect(requestOf('refresh', session, wish)).toMatchObject({ state: 'skip' });
  });

  it('removes another device than this one, or the one that was named', () => {
    const column: Column = { ...jwt, devices: [device('own', true), device('old/er', false), device('x', false)] };
    expect(requestOf('remove-device', column, wish)).toMatchObject({ path: '/auth/sessions/old%2Fer' });
    expect(requestOf('remove-device', column, { ...wish, deviceId: 'x' })).toMatchObject({ path: '/auth/sessions/x' });
    expect(requestOf('remove-device', jwt, wish)).toMatchObject({ state: 'skip' });
  });
});

describe('wishFor', () => {
  it('changes the password to and fro', () => {
    const { newPassword } = wish.account;
    expect(newPassword).not.toBe(ada.password);
    const changed = wishFor(state, { ...session, passwords: { [ada.email]: newPassword } }, { email: ada.email });
    expect(changed.account).toEqual({ email: ada.email, password: newPassword, newPassword: ada.password });
    expect(changed.password).toBe(newPassword);
  });

  it('logs in with what was typed, and changes the password of who is logged in', () => {
    const column: Column = { ...session, login: { id: 'ada', roles: ['user'] } };
    const typed = wishFor(state, column, { email: 'bob@lab.example', password: 'typed' });
    expect(typed).toMatchObject({ email: 'bob@lab.example', password: 'typed', account: { email: ada.email } });
  });
});

// Registering and logging in: the same answers from both APIs, and nothing that tells which accounts exist.
import { beforeAll, expect, it } from '@jest/globals';
import { COOKIE_NAMES, principalSchema, problemSchema, tokenAnswerSchema } from '@authlab/contract';
import { PASSWORD, type Target } from '../target.ts';
import type { Suite } from './suite.ts';

const codeOf = (body: unknown): string => problemSchema.parse(body).code;

export const accountSuite: Suite = (started) => {
  let target: Target;
  beforeAll(() => {
    target = started();
  });

  const register = async (body: object) => await target.anonymous().send('register', { body });
  const login = async (body: object) => await target.anonymous().send('login', { body });

  it('public answers like me, without a credential', async () => {
    const { status, body } = await target.anonymous().send('public');
    expect([status, principalSchema.safeParse(body).success]).toEqual([200, true]);
  });

  it('registers an account with the role user', async () => {
    const body = { email: 'ada@example.com', password: PASSWORD, displayName: 'Ada' };
    expect(await register(body)).toMatchObject({ status: 201, body: { id: expect.any(String), roles: ['user'] } });
  });

  it('takes one account per address, in any case', async () => {
    const first = { email: 'Grace@example.com', password: PASSWORD, displayName: 'Grace' };
    expect((await register(first)).status).toBe(201);
    const second = await register({ ...first, email: 'gRACE@EXAMPLE.com' });
    expect([second.status, codeOf(second.body)]).toEqual([409, 'email_taken']);
    expect((await login({ email: 'GRACE@example.com', password: PASSWORD })).status).toBe(200);
  });

  it.each([
    ['an unknown key', { email: 'x@example.com', password: PASSWORD, displayName: 'X', roles: ['admin'] }],
    ['a short password', { email: 'x@example.com', password: 'short', displayName: 'X' }],
    ['no address', { password: PASSWORD, displayName: 'X' }],
    ['a password that is no text', { email: 'x@example.com', password: [PASSWORD], displayName: 'X' }],
  ])('refuses to register with %s', async (_what, body) => {
    const answer = await register(body);
    expect([answer.status, codeOf(answer.body)]).toEqual([400, 'invalid_request']);
  });

  it('refuses a common password and one that is the address', async () => {
    for (const password of ['passwordpassword', 'margaret.hamilton@example.com']) {
      const answer = await register({ email: 'margaret.hamilton@example.com', password, displayName: 'Margaret' });
      expect([answer.status, codeOf(answer.body)]).toEqual([400, 'password_rejected']);
    }
  });

  it('never repeats a refused password', async () => {
    const answer = await register({ email: 'x@example.com', password: 'hunter2', displayName: 'X' });
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
  });

  it('hands out the credential of its scheme at login', async () => {
    const { email } = await target.user();
    const { status, headers, body } = await login({ email, password: PASSWORD, device: 'test' });
    const cookie = String(headers['set-cookie']);
    const name = COOKIE_NAMES[target.scheme];
    expect(status).toBe(200);
    expect(cookie).toMatch(new RegExp(`^${name}=[^;]+;`, 'u'));
    for (const attribute of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=']) expect(cookie).toContain(attribute);
    expect(cookie).not.toContain('Domain');
    const expected = target.scheme === 'session' ? principalSchema : tokenAnswerSchema;
    expect(expected.safeParse(body).success).toBe(true);
  });

  it('answers the same for an unknown address and for a wrong password', async () => {
    const { email } = await target.user();
    const wrong = await login({ email, password: 'not the right pass phrase' });
    const unknown = await login({ email: 'nobody@example.com', password: 'not the right pass phrase' });
    expect([wrong.status, codeOf(wrong.body)]).toEqual([401, 'invalid_credentials']);
    expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body]);
    expect(Object.keys(unknown.headers)).toEqual(Object.keys(wrong.headers));
  });

  it('does not log in from the query string', async () => {
    const { email } = await target.user();
    const query = new URLSearchParams({ email, password: PASSWORD }).toString();
    const answer = await fetch(`${target.replica.url}/auth/login?${query}`, { method: 'POST' });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('limits attempts per account before any hashing, in any case of the address, with the seconds to wait', async () => {
    const { email } = await target.user();
    const spellings = [email, email.toUpperCase(), email.toLowerCase()];
    const statuses = [];
    for (let attempt = 0; attempt < 11; attempt += 1) {
      const body = { email: spellings[attempt % spellings.length], password: 'not the right pass phrase' };
      statuses.push((await login(body)).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    const refused = await login({ email, password: PASSWORD });
    expect([refused.status, codeOf(refused.body)]).toEqual([429, 'too_many_requests']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });
};

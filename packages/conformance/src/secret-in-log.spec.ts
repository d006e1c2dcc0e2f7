// A whole life of an account, with everything that may go wrong in it: no line of the log holds a password or any part of a credential.
import type { AuthClient } from '@authlab/client';
import { COOKIE_NAMES, tokenAnswerSchema } from '@authlab/contract';
import { describe, expect, it } from '@jest/globals';
import { ADMIN, PASSWORD, startTarget, type Target, TARGETS } from './target.ts';

const NEW_PASSWORD = 'another pass phrase entirely';
const WRONG = 'not the right pass phrase';
const GARBAGE = 'garbage-that-looks-like-a-token';
/** Shorter parts are no secrets: a counter, a header, half of a prefix. */
const PART_MIN = 20;

const formsOf = (text: string) => [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)];

/** Every text that opens something, or is the secret half of it. */
class Secrets {
  readonly #all = new Set<string>([PASSWORD, NEW_PASSWORD, WRONG, GARBAGE, ADMIN.password]);

  /** What a client holds now: the cookie as sent and decoded, its random id, its signature; the token, its signature. */
  hold(client: AuthClient): void {
    const { cookie = '', authorization = '' } = client.credential.headersFor(client.baseUrl);
    const value = cookie.slice(cookie.indexOf('=') + 1);
    const plain = decodeURIComponent(value);
    const parts = plain.replace(/^s:/u, '').split('.');
    // The first part is the user's tag or id, and in a refresh token the second one is the public sid.
    const secret = client.scheme === 'session' ? [parts.slice(0, 2).join('.'), ...parts.slice(1)] : parts.slice(3);
    const token = authorization.slice('Bearer '.length);
    for (const text of [value, plain, ...secret, token, ...token.split('.').slice(1)]) {
      if (text.length >= PART_MIN) this.#all.add(text);
    }
  }

  get size(): number {
    return this.#all.size;
  }

  foundIn(text: string): string[] {
    return [...this.#all].filter((secret) => formsOf(secret).some((form) => text.includes(form)));
  }
}

const expectStatus = async (answer: Promise<{ readonly status: number }>, status: number): Promise<void> => {
  expect((await answer).status).toBe(status);
};

const post = (body: string, type = 'application/json') => ({
  method: 'POST',
  headers: { 'content-type': type },
  body,
});

/** Good credentials where they do not belong, and bad ones everywhere. */
const misuse = async (target: Target, client: AuthClient): Promise<void> => {
  const { cookie = '', authorization = '' } = client.credential.headersFor(target.replica.url);
  const own = (authorization === '' ? cookie : authorization).replace(/^\S*[= ]/u, '');
  const ask = async (path: string, options: RequestInit = {}) => {
    const { status } = await fetch(`${target.replica.url}${path}`, options);
    expect([200, 400, 401, 403, 404, 413, 415]).toContain(status);
  };
  await ask(`/me?access_token=${own}&sid=${own}&password=${encodeURIComponent(PASSWORD)}`);
  await ask(`/auth/sessions/${own}`, {
    method: 'DELETE',
    headers: { cookie, authorization, 'sec-fetch-site': 'none' },
  });
  await ask(`/me/${own}`);
  await ask('/me', { headers: { authorization: `Basic ${Buffer.from(`x:${PASSWORD}`).toString('base64')}` } });
  await ask('/me', { headers: { authorization: `Bearer ${own}${GARBAGE}`, cookie: `${cookie}${GARBAGE}` } });
  await ask('/me', { headers: { authorization: GARBAGE, cookie: `${COOKIE_NAMES[target.scheme]}=${GARBAGE}` } });
  await ask('/public', { headers: { authorization: `Bearer ${own}`, 'x-request-id': own, 'user-agent': own } });
  await ask('/auth/login', post(JSON.stringify({ email: PASSWORD, password: PASSWORD, [PASSWORD]: PASSWORD })));
  await ask('/auth/login', post(`{"email":"x@example.com","password":"${PASSWORD}`));
  await ask('/auth/login', post(`email=x&password=${PASSWORD}`, 'application/x-www-form-urlencoded'));
  await ask('/auth/login', post(JSON.stringify({ password: PASSWORD.repeat(1000) })));
  await ask('/auth/logout', { method: 'POST', headers: { cookie, authorization, origin: 'https://evil.example' } });
};

const live = async (target: Target, secrets: Secrets): Promise<void> => {
  const { client, email, id } = await target.user();
  secrets.hold(client);
  const login = (password: string) => target.anonymous().send('login', { body: { email, password } });
  await expectStatus(client.send('me'), 200);
  await expectStatus(login(WRONG), 401);
  await misuse(target, client);
  const stale = client.copy();
  if (target.scheme === 'jwt') {
    const { status, body } = await client.send('refresh');
    expect([status, tokenAnswerSchema.safeParse(body).success]).toEqual([200, true]);
    secrets.hold(client);
  }
  const change = (currentPassword: string) =>
    client.send('changePassword', { body: { currentPassword, newPassword: NEW_PASSWORD } });
  await expectStatus(change(WRONG), 401);
  await expectStatus(change(PASSWORD), 204);
  secrets.hold(client);
  if (target.scheme === 'jwt') {
    await expectStatus(client.send('refresh'), 200);
    secrets.hold(client);
    // The family was replaced with the password: what was copied before is at its end.
    await expectStatus(stale.send('refresh'), 401);
  } else await expectStatus(stale.send('me'), 401);
  await expectStatus(login(PASSWORD), 401);
  await expectStatus(client.send('endSession', { params: { id } }), 404);
  await expectStatus(client.send('logoutEverywhere', { body: { keepCurrent: true } }), 204);
  const admin = await target.admin();
  secrets.hold(admin);
  await expectStatus(admin.send('patchUser', { params: { id }, body: { roles: ['user', 'admin'] } }), 200);
  // Where it can be, a token that says the old roles is refused.
  if (target.scheme === 'jwt') await expectStatus(client.send('refresh'), 200);
  secrets.hold(client);
  await expectStatus(client.send('logout'), 204);
};

describe.each(TARGETS)('%s', (strategy) => {
  it('logs every event of a life and none of its secrets, whether Redis is there or not', async () => {
    await using target = await startTarget(strategy, { LOG_LEVEL: 'trace', ACCESS_TTL_SECONDS: '300' });
    const secrets = new Secrets();
    await live(target, secrets);
    const { client, email } = await target.user();
    secrets.hold(client);
    await target.redis.kill();
    await expectStatus(target.anonymous().send('login', { body: { email, password: PASSWORD } }), 503);
    if (target.scheme === 'jwt') await expectStatus(client.send('refresh'), 503);
    await client.send('logout');
    await target.replica.stop();

    const text = target.replica.logLines().join('\n');
    for (const event of [
      'registered',
      'login',
      'refused',
      'password_changed',
      'logout_everywhere',
      'user_changed',
      'logout',
    ]) {
      expect(text).toContain(`"event":"${event}"`);
    }
    expect(text).toContain('"code":"store_unavailable"');
    // As many as were held: else the search below would prove little.
    expect(secrets.size).toBeGreaterThan(10);
    expect(secrets.foundIn(text)).toEqual([]);
    expect(secrets.foundIn(`${text}${client.baseUrl}${NEW_PASSWORD}`)).toEqual([NEW_PASSWORD]);
  });
});

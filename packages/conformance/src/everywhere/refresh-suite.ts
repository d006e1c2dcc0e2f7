// Refreshing: only the jwt scheme has it, and says so; there it rotates, answers honest races and finds reuse.
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, expect, it } from '@jest/globals';
import { COOKIE_NAMES, problemSchema } from '@authlab/contract';
import type { Target } from '../target.ts';
import { GRACE_SECONDS, type Suite } from './suite.ts';

export const noRefreshSuite: Suite = (started) => {
  it('has no refresh route: a session needs none', async () => {
    const { status, body } = await started().anonymous().send('refresh');
    expect([status, problemSchema.parse(body).code]).toEqual([404, 'not_found']);
  });
};

export const refreshSuite: Suite = (started) => {
  let target: Target;
  beforeAll(() => {
    target = started();
  });

  it('is 401 without a refresh cookie and with a forged one', async () => {
    const client = target.anonymous();
    expect((await client.send('refresh')).status).toBe(401);
    const forged = { cookie: `${COOKIE_NAMES.jwt}=a.b.1.c` };
    expect((await client.send('refresh', { headers: forged })).status).toBe(401);
  });

  it('gives a new access token and a new refresh token for the same login session', async () => {
    const { client, id } = await target.user();
    const before = client.credential.headersFor(client.baseUrl);
    expect((await client.send('refresh')).status).toBe(200);
    const after = client.credential.headersFor(client.baseUrl);
    expect(after['authorization']).not.toBe(before['authorization']);
    expect(after['cookie']).not.toBe(before['cookie']);
    expect(await client.send('me')).toMatchObject({ status: 200, body: { id } });
    expect((await client.send('listSessions')).body).toHaveLength(1);
  });

  it('does not take a refresh token for an access token, nor the reverse', async () => {
    const { client } = await target.user();
    const { authorization, cookie } = client.credential.headersFor(client.baseUrl);
    const refreshToken = String(cookie).slice(COOKIE_NAMES.jwt.length + 1);
    const accessToken = String(authorization).slice('Bearer '.length);
    const asAccess = await target.anonymous().send('me', { headers: { authorization: `Bearer ${refreshToken}` } });
    const asRefresh = await target
      .anonymous()
      .send('refresh', { headers: { cookie: `${COOKIE_NAMES.jwt}=${accessToken}` } });
    expect([asAccess.status, asRefresh.status]).toEqual([401, 401]);
  });

  it('answers two tabs that refresh at once with the same successor', async () => {
    const { client } = await target.user();
    const tabs = Array.from({ length: 10 }, () => client.copy());
    const answers = await Promise.all(tabs.map((tab) => tab.send('refresh')));
    expect(answers.map(({ status }) => status)).toEqual(tabs.map(() => 200));
    const cookies = new Set(tabs.map(({ credential, baseUrl }) => credential.headersFor(baseUrl)['cookie']));
    expect(cookies.size).toBe(1);
    expect((await tabs[0]!.send('refresh')).status).toBe(200);
  });

  it('takes a token that was rotated long ago for theft, and ends the login session for both', async () => {
    const { client } = await target.user();
    const thief = client.copy();
    await client.send('refresh');
    await delay((GRACE_SECONDS + 0.5) * 1000);
    const access = client.copy();
    expect((await thief.send('refresh')).status).toBe(401);
    expect((await access.send('me')).status).toBe(target.ability.revokes === 'until-expiry' ? 200 : 401);
    expect((await client.send('refresh')).status).toBe(401);
  });

  it('takes a forged cookie back, and leaves a dead one: a late answer must not delete the cookie of another tab', async () => {
    const forged = { cookie: `${COOKIE_NAMES.jwt}=a.b.1.c` };
    const answer = await target.anonymous().send('refresh', { headers: forged });
    expect(String(answer.headers['set-cookie'])).toMatch(/Expires=Thu, 01 Jan 1970/u);
    const { client } = await target.user();
    const other = client.copy();
    await client.send('logout');
    const { status, headers } = await other.send('refresh');
    expect([status, headers['set-cookie']]).toEqual([401, undefined]);
  });
};

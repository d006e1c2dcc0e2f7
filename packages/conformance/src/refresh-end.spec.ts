// A login that may not be refreshed any more is over: its last access token is refused with it, where revocation is asked.
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { startTarget } from './target.ts';

const LIFETIME_SECONDS = 2;

describe.each(['jwt/denylist', 'jwt/pushed'] as const)('%s', (strategy) => {
  it('refuses the access token of a login whose refresh was refused at its absolute end', async () => {
    await using target = await startTarget(strategy, {
      ACCESS_TTL_SECONDS: '300',
      REFRESH_IDLE_TTL_SECONDS: String(LIFETIME_SECONDS),
      REFRESH_ABSOLUTE_TTL_SECONDS: String(LIFETIME_SECONDS),
    });
    const { client } = await target.user();
    const stolen = client.copy();
    // The cookie ends with the family: a thief does not throw it away.
    const cookie = client.credential.headersFor(target.replica.url)['cookie'];
    await delay((LIFETIME_SECONDS + 0.5) * 1000);
    expect((await stolen.send('me')).status).toBe(200);
    const headers = cookie === undefined ? {} : { cookie };
    expect((await target.anonymous().send('refresh', { headers })).status).toBe(401);
    expect((await stolen.send('me')).status).toBe(401);
  });
});

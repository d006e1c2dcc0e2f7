// Runs every suite against one target after the other: starting a target takes longer than most of its tests.
import { afterAll, beforeAll, describe } from '@jest/globals';
import { startTarget, type Target, type TargetName } from '../target.ts';
import { accessSuite } from './access-suite.ts';
import { accountSuite } from './account-suite.ts';
import { adminSuite } from './admin-suite.ts';
import { browserRuleSuite } from './browser-rule-suite.ts';
import { loginSessionSuite } from './login-session-suite.ts';
import { noRefreshSuite, refreshSuite } from './refresh-suite.ts';
import { FRIEND, GRACE_SECONDS, type Suite } from './suite.ts';

export const describeEverywhere = (names: readonly TargetName[]): void => {
  describe.each(names)('%s', (name) => {
    let target: Target;
    beforeAll(async () => {
      target = await startTarget(name, envOf(name));
    });
    afterAll(async () => await target[Symbol.asyncDispose]());

    const started = (): Target => target;
    describe.each(Object.entries(suitesOf(name)))('%s', (_title, suite) => {
      suite(started);
    });
  });
};

const suitesOf = (name: TargetName): Readonly<Record<string, Suite>> => ({
  access: accessSuite,
  accounts: accountSuite,
  admins: adminSuite,
  browsers: browserRuleSuite,
  'login sessions': loginSessionSuite,
  refresh: name.startsWith('jwt/') ? refreshSuite : noRefreshSuite,
});

const envOf = (name: TargetName): Readonly<Record<string, string>> => ({
  ALLOWED_ORIGINS: FRIEND,
  REFRESH_GRACE_SECONDS: String(GRACE_SECONDS),
  // Short only where expiry is waited for: on a busy machine a token must not end while it is used.
  ...(name.startsWith('jwt/stateless') ? {} : { ACCESS_TTL_SECONDS: '300' }),
});

// The login experiment, small, on real parts: exact commands, and who is refused in a flood.
import { openStack, type Stack } from '@authlab/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loginExperiment } from '../src/experiment/login/login-experiment.ts';
import { PROFILES } from '../src/profile/profile.ts';
import { loginFaults } from '../src/result/judge-login.ts';
import { type LoginResult, loginSchema } from '../src/result/login-result.ts';
import { loginSections } from '../src/report/section/login-section.ts';
import { summary } from './summary-example.ts';

const RUN_TIMEOUT_MS = 240_000;

let stack: Stack;
let login: LoginResult;

beforeAll(async () => {
  stack = await openStack();
  const { description } = await loginExperiment({
    stack,
    targets: ['session/redis', 'jwt/pushed'],
    profile: PROFILES.smoke,
    seed: 5,
    redisDelayMs: 0,
    signal: new AbortController().signal,
    report: () => undefined,
  });
  login = loginSchema.parse(description.login);
}, RUN_TIMEOUT_MS);
afterAll(() => stack.close());

/** By operation, with the login sessions that it ends. */
const commandsOf = (target: string) =>
  Object.fromEntries(
    login.operations
      .filter((row) => row.target === target)
      .map(({ operation, hashing, loginSessions, redisCommands }) => [
        [operation, hashing ?? loginSessions ?? ''].join(' ').trim(),
        redisCommands,
      ]),
  );

describe('the operations around a login', () => {
  it('are all answered as they should be', () => {
    expect(login.wrongAnswers).toBe(0);
    expect(loginFaults({ experiments: { login } })).toEqual([]);
    expect(loginFaults({ experiments: { login: { ...login, wrongAnswers: 1 } } })).toHaveLength(1);
    expect(login.operations.every(({ invocations, requests }) => invocations === 2 && requests > 0)).toBe(true);
  });

  it('cost a session exactly these Redis commands', () => {
    const begin = { evalsha: 1, set: 1, zadd: 1, pexpire: 1, zcard: 1 };
    expect(commandsOf('session/redis')).toEqual({
      'login production': begin,
      'login cheap': begin,
      logout: { evalsha: 1, get: 1, unlink: 1, zrem: 1 },
      'logout-everywhere 1': { evalsha: 1, get: 1, zrange: 1, unlink: 1, zrem: 1 },
      'logout-everywhere 20': { evalsha: 1, get: 1, zrange: 1, unlink: 20, zrem: 20 },
    });
  });

  it('cost a token exactly these, where revocations are pushed', () => {
    const begin = { evalsha: 1, hset: 1, zadd: 1, pexpire: 1, pexpireat: 1, zcard: 1 };
    const { refresh, logout, ...others } = commandsOf('jwt/pushed');
    expect(refresh).toEqual({ evalsha: 1, hmget: 1, hset: 2, pexpireat: 1 });
    expect(others).toMatchObject({ 'login production': begin, 'login cheap': begin });
    // The end of the family and its announcement: a script each.
    expect(logout).toMatchObject({ evalsha: 2, unlink: 1, zrem: 1, xadd: 1, xtrim: 1 });
    expect(others['logout-everywhere 20']).toMatchObject({ evalsha: 2, unlink: 20, zrem: 20, xadd: 1 });
  });

  it('cost more with the production hash than without', () => {
    const cpuOf = (hashing: string) =>
      login.operations.filter((row) => row.hashing === hashing).reduce((sum, { cpuUs }) => sum + cpuUs.value, 0);
    expect(cpuOf('production')).toBeGreaterThan(2 * cpuOf('cheap'));
    expect(login.capacity.map(({ target }) => target)).toEqual(['session/redis', 'jwt/pushed']);
  });
});

describe('a flood of logins', () => {
  it('is refused in part, and fails nobody else', () => {
    const during = login.flood.filter(({ phase }) => phase === 'during');
    expect(during).toHaveLength(2);
    for (const row of during) {
      expect(row.loginAnswers['503']).toBeGreaterThan(0);
      expect(row.loginAnswers['200']).toBeGreaterThan(0);
      expect(Object.keys(row.loginAnswers)).toEqual(['200', '503']);
    }
    expect(login.flood.map(({ meErrors }) => meErrors)).toEqual([0, 0, 0, 0]);
  });

  it('stands in the report beside the quiet before it', () => {
    const [operations, flood] = loginSections(summary({ experiments: { login } }));
    expect(operations?.table?.rows).toHaveLength(login.operations.length);
    expect(flood?.table?.rows.map(([, when]) => when)).toEqual(['before', 'during', 'before', 'during']);
  });
});

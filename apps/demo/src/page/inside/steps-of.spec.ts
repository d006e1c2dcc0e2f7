// The steps show what was really sent, and put each Redis command where it was spent.
import { describe, expect, it } from '@jest/globals';
import type { Exchange } from '../../protocol/exchange.ts';
import type { RedisCommand } from '../../protocol/redis-command.ts';
import { jwtSteps } from './jwt-steps.ts';
import { sessionSteps } from './session-steps.ts';
import { plain, type Step } from './steps-of.ts';

const command = (name: string, insideScript = false): RedisCommand => ({
  scheme: 'session',
  replica: 1,
  atMs: 0,
  name,
  line: plain(`${name} key`),
  insideScript,
  cause: 'exchange',
});

const exchange = (changes: Partial<Exchange>): Exchange => ({
  id: 'x',
  scheme: 'session',
  kind: 'request',
  actor: 'page',
  startedAtMs: 0,
  durationMs: 1,
  method: 'GET',
  path: '/me',
  request: { headers: [], wireBytes: 1 },
  response: { headers: [], wireBytes: 1, status: 200, statusText: 'OK' },
  replica: 1,
  deadReplicas: [],
  redisCommands: [],
  redisCommandsAreComplete: true,
  ...changes,
});

const part = (value: unknown): string => btoa(JSON.stringify(value)).replaceAll('=', '');
const texts = (steps: readonly Step[]) => steps.map(({ value }) => value?.text);
const costs = (steps: readonly Step[]) => steps.map(({ commands }) => commands?.map(({ name }) => name));

describe('sessionSteps', () => {
  it('has nothing to show before anything happened', () => {
    const steps = sessionSteps({ strategy: 'session/redis', login: undefined, request: undefined });
    expect(steps.map(({ value }) => value)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it('shows the real cookie and where Redis was asked', () => {
    const steps = sessionSteps({
      strategy: 'session/redis',
      login: exchange({
        method: 'POST',
        path: '/auth/login',
        redisCommands: [command('EVALSHA'), command('SET', true)],
      }),
      request: exchange({
        request: { headers: [{ name: 'cookie', value: plain('__Host-sid=abc') }], wireBytes: 1 },
        redisCommands: [command('GET'), command('EVALSHA')],
      }),
    });
    expect(costs(steps)).toEqual([undefined, ['EVALSHA'], undefined, ['GET'], ['EVALSHA']]);
    expect(texts(steps).slice(2, 4)).toEqual(['__Host-sid=abc', 'replica 2: found']);
  });

  it('does not call an outage a missing session', () => {
    const response = { headers: [], wireBytes: 1, status: 503, statusText: 'Service Unavailable' };
    const steps = sessionSteps({ strategy: 'session/redis', login: undefined, request: exchange({ response }) });
    expect(steps[3]?.value?.text).toContain('did not answer');
  });
});

describe('jwtSteps', () => {
  it('shows the claims that were checked, without a Redis command', () => {
    const token = `${part({ alg: 'HS256', kid: 'k' })}.${part({ exp: 9, epoch: 0, sub: 'x' })}.sig`;
    const steps = jwtSteps({
      strategy: 'jwt/stateless',
      login: undefined,
      request: exchange({
        request: { headers: [{ name: 'authorization', value: plain(`Bearer ${token}`) }], wireBytes: 1 },
      }),
    });
    expect(JSON.parse(steps[3]?.value?.text ?? '')).toEqual({ alg: 'HS256', kid: 'k', exp: 9, epoch: 0 });
    expect(steps[3]).not.toHaveProperty('commands');
    expect(steps[4]?.value?.text).toBe('not asked');
  });

  it('never gets to the revocation without a token', () => {
    const response = { headers: [], wireBytes: 1, status: 401, statusText: 'Unauthorized' };
    const steps = jwtSteps({ strategy: 'jwt/denylist', login: undefined, request: exchange({ response }) });
    expect(steps[4]?.value?.text).toContain('not reached');
  });

  it('does not count what the action itself wrote as a look at the credential', () => {
    const request = exchange({ method: 'POST', path: '/auth/logout', redisCommands: [command('EVALSHA')] });
    const steps = jwtSteps({ strategy: 'jwt/stateless', login: undefined, request });
    expect(steps[4]?.commands).toEqual([]);
    expect(steps[5]?.commands?.map(({ name }) => name)).toEqual(['EVALSHA']);
  });
});

// What the page knows follows from what happened, in whatever order it is told.
import { describe, expect, it } from '@jest/globals';
import type { ApiState, DemoState } from '../../protocol/demo-state.ts';
import type { Exchange } from '../../protocol/exchange.ts';
import { applyChange } from './apply-change.ts';
import type { Change } from './change.ts';
import { type Answer, EMPTY_MODEL, type Model } from './model.ts';

const api = (changes: Partial<ApiState>): ApiState => ({
  url: '',
  crossSiteUrl: '',
  strategy: 'session/redis',
  sticky: false,
  replicas: [],
  ...changes,
});

const state = (session: Partial<ApiState> = {}): Change => {
  const known: DemoState = {
    version: '0',
    pageOrigin: '',
    foreignOrigins: { sameSite: '', crossSite: '' },
    apis: { session: api(session), jwt: api({ strategy: 'jwt/stateless' }) },
    lifetimes: { accessTtlSeconds: 30, sessionIdleTtlSeconds: 1800 },
    fault: { kind: 'none' },
    users: [],
    busy: false,
  };
  return { type: 'event', event: { type: 'state', state: known } };
};

const theft = (stolenAtMs: number): Change => state({ thief: { stolenAtMs, userId: 'ada', withRefreshToken: false } });

const probe = (atMs: number): Change => ({
  type: 'event',
  event: {
    type: 'thief-probe',
    probe: { scheme: 'session', replica: 0, atMs, durationMs: 1, outcome: 'accepted' },
  },
});

const answer = (changes: Partial<Answer>): Change => ({
  type: 'answer',
  answer: {
    scheme: 'session',
    action: 'login',
    strategy: 'session/redis',
    startedAtMs: 0,
    endedAtMs: 1,
    exchangeId: 'one',
    isApart: false,
    isFollowUp: false,
    tokenExpiresAtMs: undefined,
    outcome: {
      state: 'answered',
      status: 200,
      code: undefined,
      retryAfterSeconds: undefined,
      body: { id: 'ada', roles: ['user'] },
    },
    ...changes,
  },
});

const refused = (status: number): Answer['outcome'] => ({
  state: 'answered',
  status,
  code: undefined,
  retryAfterSeconds: undefined,
  body: undefined,
});

const exchange = (setCookie: string, id = 'one'): Change => {
  const told: Exchange = {
    id,
    scheme: 'session',
    kind: 'request',
    actor: 'page',
    startedAtMs: 0,
    durationMs: 1,
    method: 'POST',
    path: '/auth/login',
    request: { headers: [], wireBytes: 1 },
    response: {
      headers: [{ name: 'set-cookie', value: { text: setCookie, secrets: [] } }],
      wireBytes: 1,
      status: 200,
      statusText: 'OK',
    },
    deadReplicas: [],
    redisCommands: [],
    redisCommandsAreComplete: true,
  };
  return { type: 'event', event: { type: 'exchange', exchange: told } };
};

const after = (...changes: readonly Change[]): Model => changes.reduce(applyChange, EMPTY_MODEL);

describe('a theft', () => {
  it('begins and ends with what the server says, and gathers its attempts', () => {
    const { trial } = after(theft(1), probe(2), probe(3), state()).columns.session;
    expect(trial).toMatchObject({ stolenAtMs: 1, strategy: 'session/redis', isOver: true });
    expect(trial?.probes.map(({ atMs }) => atMs)).toEqual([2, 3]);
  });

  it('is timed from the first revoking event that was done', () => {
    const { trial } = after(
      theft(1),
      answer({ action: 'logout', endedAtMs: 5, outcome: refused(503) }),
      answer({ action: 'me', endedAtMs: 6 }),
      answer({ action: 'logout', endedAtMs: 7 }),
      answer({ action: 'logout-everywhere', endedAtMs: 9 }),
    ).columns.session;
    expect(trial?.revoked).toEqual({ event: 'logout', ackAtMs: 7 });
  });

  it('is kept for comparison when the next begins, if something was revoked', () => {
    const logout = answer({ action: 'logout' });
    expect(after(theft(1), logout, theft(2)).trials.map(({ stolenAtMs }) => stolenAtMs)).toEqual([1]);
    expect(after(theft(1), theft(2)).trials).toEqual([]);
  });

  it('outlives a reset of the demo', () => {
    const model = after(theft(1), answer({ action: 'logout' }), { type: 'reset' });
    expect(model.trials).toHaveLength(1);
    expect(model.columns.session.login).toBeUndefined();
    expect(model.state).toBeDefined();
  });

  it('goes on when an older state arrives late', () => {
    expect(after(theft(1), state(), theft(1)).columns.session.trial?.isOver).toBe(false);
  });
});

describe('the cookie that the browser holds', () => {
  const COOKIE = '__Host-sid=abc; Path=/; HttpOnly';

  it('is known whichever is told first, the answer or the wire', () => {
    expect(after(answer({}), exchange(COOKIE)).columns.session.cookie?.value.text).toBe('abc');
    expect(after(exchange(COOKIE), answer({})).columns.session.cookie?.value.text).toBe('abc');
  });

  it('is not what another client was given', () => {
    expect(after(exchange(COOKIE)).columns.session.cookie).toBeUndefined();
    expect(after(answer({ isApart: true }), exchange(COOKIE)).columns.session.cookie).toBeUndefined();
  });

  it('is gone when the server has taken it back', () => {
    const gone = exchange('__Host-sid=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'two');
    const model = after(answer({}), exchange(COOKIE), answer({ action: 'logout', exchangeId: 'two' }), gone);
    expect(model.columns.session.cookie).toBeUndefined();
  });
});

describe('the login', () => {
  it('is over after a logout, and not after an outage', () => {
    expect(after(answer({}), answer({ action: 'me', outcome: refused(503) })).columns.session.login?.id).toBe('ada');
    expect(after(answer({}), answer({ action: 'logout' })).columns.session.login).toBeUndefined();
  });

  it('keeps a new password only if the API took it', () => {
    const proven = { email: 'ada@lab.example', password: 'new' };
    const change = answer({ action: 'password' }) as Change & { type: 'answer' };
    expect(after({ ...change, proven }).columns.session.passwords).toEqual({ 'ada@lab.example': 'new' });
    const failed = { ...change.answer, outcome: refused(503) };
    expect(after({ ...change, answer: failed, proven }).columns.session.passwords).toEqual({});
  });
});

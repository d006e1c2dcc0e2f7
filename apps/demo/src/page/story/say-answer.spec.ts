// Sentences say what the strategy really does, from the numbers at hand.
import { STRATEGIES, type Strategy } from '@authlab/contract';
import { describe, expect, it } from '@jest/globals';
import { ACTION_IDS, type ActionId } from '../action/action-id.ts';
import type { Answer, Outcome } from '../model/model.ts';
import { sayAnswer } from './say-answer.ts';

const answered = (status: number, code?: string): Outcome => ({
  state: 'answered',
  status,
  code,
  retryAfterSeconds: undefined,
  body: undefined,
});

const say = (strategy: Strategy, action: ActionId, changes: Partial<Answer> = {}): string =>
  sayAnswer({
    answer: {
      scheme: strategy.startsWith('jwt') ? 'jwt' : 'session',
      strategy,
      action,
      startedAtMs: 1000,
      endedAtMs: 1010,
      exchangeId: 'x',
      isApart: false,
      isFollowUp: false,
      tokenExpiresAtMs: undefined,
      outcome: answered(200),
      ...changes,
    },
    exchange: undefined,
    deviceCount: 2,
  });

describe('sayAnswer', () => {
  it('has a whole sentence for every action of every strategy', () => {
    for (const strategy of STRATEGIES) {
      for (const action of ACTION_IDS) expect(say(strategy, action)).toMatch(/^[A-Z].*\.$/u);
    }
  });

  it('says how long a token outlives its logout, where nobody is asked', () => {
    const sentence = say('jwt/stateless', 'logout', { tokenExpiresAtMs: 25_010 });
    expect(sentence).toContain('accepts it until it expires, in 24 s');
  });

  it.each(['jwt/denylist', 'jwt/pushed'] as const)('promises no such thing for %s', (strategy) => {
    expect(say(strategy, 'logout', { tokenExpiresAtMs: 25_010 })).not.toContain('until it expires');
  });

  it('tells an expired token from a revoked one and from none', () => {
    const outcome = answered(401, 'unauthenticated');
    expect(say('jwt/denylist', 'me', { outcome, tokenExpiresAtMs: 500 })).toContain('expired');
    expect(say('jwt/denylist', 'me', { outcome, tokenExpiresAtMs: 9000 })).toContain('revoked');
    expect(say('jwt/denylist', 'me', { outcome })).toContain('No token');
  });

  it('does not call an outage a refusal', () => {
    expect(say('session/redis', 'me', { outcome: answered(503, 'store_unavailable') })).toContain(
      'Redis did not answer',
    );
    expect(say('session/redis', 'me', { outcome: answered(503) })).toContain('No replica');
    expect(say('session/redis', 'me', { outcome: { state: 'silent' } })).toContain('no answer');
  });

  it('says why the admin is not known where sessions are in memory', () => {
    expect(say('session/memory', 'disable', { outcome: answered(401) })).toContain('admin');
  });
});

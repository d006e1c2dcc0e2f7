// The path ticks off what has happened.
import { describe, expect, it } from '@jest/globals';
import type { ThiefProbe } from '../../protocol/thief-probe.ts';
import { type Column, EMPTY_MODEL, type Model, type Trial } from '../model/model.ts';
import { guideProgress } from './guide-progress.ts';

const withJwt = (changes: Partial<Column>, trials: readonly Trial[] = []): Model => ({
  ...EMPTY_MODEL,
  trials,
  columns: { ...EMPTY_MODEL.columns, jwt: { ...EMPTY_MODEL.columns.jwt, ...changes } },
});

const probes = (atMs: number, outcome: ThiefProbe['outcome']): ThiefProbe[] =>
  [0, 1, 2].map((replica) => ({ scheme: 'jwt', replica, atMs, durationMs: 1, outcome }));

const trial = (changes: Partial<Trial> = {}): Trial => ({
  scheme: 'jwt',
  strategy: 'jwt/stateless',
  stolenAtMs: 0,
  withRefreshToken: false,
  revoked: undefined,
  probes: [],
  refreshes: [],
  isOver: false,
  ...changes,
});
const revoked = { event: 'logout', ackAtMs: 1000 } as const;

describe('guideProgress', () => {
  it('begins with nothing done', () => {
    expect([...guideProgress(EMPTY_MODEL)]).toEqual([]);
  });

  it('ticks off the login, the theft and the logout as they happen', () => {
    expect([...guideProgress(withJwt({ login: { id: 'a', roles: ['user'] } }))]).toEqual(['login']);
    expect([...guideProgress(withJwt({ trial: trial() }))]).toEqual(['login', 'steal']);
    expect([...guideProgress(withJwt({ trial: trial({ revoked }) }))]).toEqual(['login', 'steal', 'logout']);
  });

  it('goes on watching while the copy is accepted', () => {
    const alive = trial({ revoked, probes: probes(1500, 'accepted') });
    expect(guideProgress(withJwt({ trial: alive })).has('watch')).toBe(false);
  });

  it('has watched when the copy is dead', () => {
    const dead = trial({ revoked, probes: probes(1500, 'refused') });
    expect(guideProgress(withJwt({ trial: dead })).has('watch')).toBe(true);
  });

  it('has done it again only with another strategy', () => {
    const first = trial({ revoked });
    expect(guideProgress(withJwt({ trial: trial({ revoked }) }, [first])).has('again')).toBe(false);
    const second = trial({ revoked, strategy: 'jwt/denylist' });
    expect(guideProgress(withJwt({ trial: second }, [first])).has('again')).toBe(true);
  });
});

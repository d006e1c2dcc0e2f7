// The sentence under a timeline never says more than the attempts have shown.
import { describe, expect, it } from '@jest/globals';
import type { ThiefProbe } from '../../protocol/thief-probe.ts';
import type { Trial } from '../model/model.ts';
import { sayTrial } from './say-trial.ts';

const everywhere = (atMs: number, outcome: ThiefProbe['outcome']): ThiefProbe[] =>
  [0, 1, 2].map((replica) => ({ scheme: 'jwt', replica, atMs, durationMs: 1, outcome }));

const trial = (changes: Partial<Trial>): Trial => ({
  scheme: 'jwt',
  strategy: 'jwt/stateless',
  stolenAtMs: 0,
  withRefreshToken: false,
  revoked: undefined,
  probes: everywhere(500, 'accepted'),
  refreshes: [],
  isOver: false,
  ...changes,
});
const revoked = { event: 'logout', ackAtMs: 1000 } as const;

describe('sayTrial', () => {
  it('says where the copy works before anything is revoked', () => {
    expect(sayTrial(trial({}))).toBe('A copy of the access token works on 3 of 3 replicas. Now log out.');
  });

  it('claims nothing before the first attempt after the ack', () => {
    expect(sayTrial(trial({ revoked }))).toContain('Will the copy still work?');
  });

  it('says how long the copy was accepted', () => {
    const probes = [...everywhere(13_300, 'accepted'), ...everywhere(13_800, 'refused')];
    expect(sayTrial(trial({ revoked, probes }))).toBe('The copy was accepted for another 12.3 s after the logout.');
  });

  it('says that it was refused from the first attempt on', () => {
    expect(sayTrial(trial({ revoked, probes: everywhere(1200, 'refused') }))).toContain('from the first attempt');
  });

  it('does not take a theft that was stopped for one that failed', () => {
    expect(sayTrial(trial({ revoked, isOver: true }))).toContain('Stopped before');
  });
});

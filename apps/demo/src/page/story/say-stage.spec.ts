// A change of the stage is told once, and only when there was one.
import { describe, expect, it } from '@jest/globals';
import type { ApiState, DemoState, ReplicaState } from '../../protocol/demo-state.ts';
import { sayStage } from './say-stage.ts';

const replicas = (...statuses: ReplicaState['status'][]): ReplicaState[] =>
  statuses.map((status, index) => ({ index, url: '', status }));

const api = (changes: Partial<ApiState> = {}): ApiState => ({
  url: '',
  crossSiteUrl: '',
  strategy: 'session/redis',
  sticky: false,
  replicas: replicas('alive', 'alive', 'alive'),
  ...changes,
});

const state = (session: Partial<ApiState> = {}, changes: Partial<DemoState> = {}): DemoState => ({
  version: '0',
  pageOrigin: '',
  foreignOrigins: { sameSite: '', crossSite: '' },
  apis: { session: api(session), jwt: api({ strategy: 'jwt/stateless' }) },
  lifetimes: { accessTtlSeconds: 30, sessionIdleTtlSeconds: 1800 },
  fault: { kind: 'none' },
  users: [],
  busy: false,
  ...changes,
});

describe('sayStage', () => {
  it('is silent when nothing changed', () => {
    expect(sayStage(state(), state())).toBeUndefined();
  });

  it('tells a fault, and its end', () => {
    const broken = state({}, { fault: { kind: 'hang' } });
    expect(sayStage(state(), broken)).toContain('hangs');
    expect(sayStage(broken, state())).toContain('healthy again');
  });

  it('tells which replica died and which came back', () => {
    const hurt = state({ replicas: replicas('alive', 'dead', 'alive') });
    expect(sayStage(state(), hurt)).toContain('Replica 2 of session-api is dead');
    const starting = state({ replicas: replicas('alive', 'starting', 'alive') });
    expect(sayStage(hurt, starting)).toContain('Replica 2 of session-api is started again');
    expect(sayStage(starting, state())).toBeUndefined();
  });

  it('tells a new strategy and what sticky means', () => {
    expect(sayStage(state(), state({ strategy: 'session/memory' }))).toContain('session/memory');
    expect(sayStage(state(), state({ sticky: true }))).toContain('keeps each browser');
  });
});

// The footprint experiment, small, on real parts: counts and orderings, no times.
import { openStack, type Stack } from '@authlab/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { footprintExperiment } from '../src/experiment/footprint/footprint-experiment.ts';
import { PROFILES } from '../src/profile/profile.ts';
import { copyFaults, footprintFaults } from '../src/result/judge-footprint.ts';
import { type Footprint, footprintSchema } from '../src/result/footprint-result.ts';
import { footprintSections } from '../src/report/section/footprint-section.ts';
import { summary } from './summary-example.ts';

const RUN_TIMEOUT_MS = 240_000;

let stack: Stack;
let footprint: Footprint;

beforeAll(async () => {
  stack = await openStack();
  const { description } = await footprintExperiment({
    stack,
    targets: ['session/tracked', 'jwt/pushed'],
    profile: PROFILES.smoke,
    seed: 5,
    redisDelayMs: 0,
    signal: new AbortController().signal,
    report: () => undefined,
  });
  footprint = footprintSchema.parse(description.footprint);
}, RUN_TIMEOUT_MS);
afterAll(() => stack.close());

const wireOf = (target: string, claimsBytes: number) =>
  footprint.wire.find((row) => row.target === target && row.claimsBytes === claimsBytes);

const memoryOf = (target: string, source: string, claimsBytes = 0) =>
  footprint.memory.filter((row) => row.target === target && row.source === source && row.claimsBytes === claimsBytes);

const CLAIMS = 16_384;

describe('bytes on the wire', () => {
  it('grow with the claims where the credential carries them, and end in 431', () => {
    const [none, many] = [wireOf('recipe/nest-jwt', 0), wireOf('recipe/nest-jwt', CLAIMS)];
    expect(none).toMatchObject({ outcome: 'works', status: 200 });
    expect(many).toMatchObject({ outcome: 'refused', status: 431, loginStatus: 200 });
    expect(many!.bytesInPerRequest! - none!.bytesInPerRequest!).toBeGreaterThan(CLAIMS);
    expect(many!.loginBytesOut - none!.loginBytesOut).toBeGreaterThan(CLAIMS);
  });

  it('stay as they are where the store keeps the claims', () => {
    const [none, many] = [0, CLAIMS].map((claims) => wireOf('recipe/nest-passport-session', claims));
    expect(many).toMatchObject({ outcome: 'works', status: 200 });
    // What is signed is encoded for the cookie, and a random id needs a few escapes more or fewer.
    expect(Math.abs(many!.bytesInPerRequest! - none!.bytesInPerRequest!)).toBeLessThan(30);
  });

  it('end at the login where a cookie would have to carry them', () => {
    expect(wireOf('recipe/iron-session', CLAIMS)).toMatchObject({ outcome: 'login-fails', loginStatus: 500 });
  });

  it('of a strategy are fewer with a session than with a token', () => {
    const [session, token] = [wireOf('session/tracked', 0), wireOf('jwt/pushed', 0)];
    expect(session!.credentialBytes).toBeLessThan(token!.credentialBytes!);
  });
});

describe('memory of Redis', () => {
  it('is the same for a copy as for a real login, wherever the store keeps something', () => {
    expect(copyFaults({ experiments: { footprint } })).toEqual([]);
    expect(footprint.memoryChecks.map(({ target }) => target)).toEqual([
      'session/tracked',
      'jwt/pushed',
      'recipe/nest-passport-session',
    ]);
    for (const target of ['session/tracked', 'jwt/pushed']) {
      const [copies, logins] = [memoryOf(target, 'copies'), memoryOf(target, 'logins')];
      expect(copies.map((row) => row.loginSessions)).toEqual([200, 400, 800]);
      expect(logins.map((row) => row.loginSessions)).toEqual([200]);
    }
  });

  it('holds the claims of a session, and the index of a user with our strategies alone', () => {
    const [withClaims] = memoryOf('recipe/nest-passport-session', 'logins', 1024);
    expect(withClaims!.bytesPerLoginSession.value).toBeGreaterThan(1024);
    const indexes = footprint.memoryChecks.map(({ indexBytesPerLoginSession: bytes }) => (bytes?.value ?? 0) > 100);
    expect(indexes).toEqual([true, true, false]);
  });
});

describe('a full store', () => {
  it('is asked for as little as a small one', () => {
    expect(footprint.flat.map(({ target }) => target)).toEqual(['session/tracked', 'jwt/pushed']);
    expect(footprintFaults({ experiments: { footprint } })).toEqual([]);
    for (const row of footprint.flat) {
      expect(row).toMatchObject({ smallLoginSessions: 200, loginSessions: 2000, invocations: 2 });
      expect(row.requests).toBeGreaterThan(0);
      expect(row.cpuRatio.low).toBeLessThan(row.cpuRatio.high);
    }
  });
});

describe('memory of a replica', () => {
  it('is measured for the login sessions that it served and the revocations that it remembers', () => {
    expect(footprint.replicaMemory).toMatchObject([
      { target: 'session/tracked', kind: 'served', entries: 200, replicas: 2 },
      { target: 'jwt/pushed', kind: 'served', entries: 200, replicas: 2 },
      { target: 'jwt/pushed', kind: 'revoked', entries: 2000, replicas: 2 },
    ]);
    const revoked = footprint.replicaMemory[2]!.bytesPerEntry.value;
    expect(revoked).toBeGreaterThan(20);
    expect(revoked).toBeLessThan(500);
  });
});

describe('the report', () => {
  it('has a table for each part', () => {
    const sections = footprintSections(summary({ experiments: { footprint } }));
    expect(sections.map(({ table }) => table?.rows.length)).toEqual([
      footprint.wire.length,
      footprint.memoryChecks.length,
      footprint.flat.length,
      footprint.replicaMemory.length,
    ]);
  });
});

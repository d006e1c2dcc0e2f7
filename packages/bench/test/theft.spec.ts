// The theft experiment, small, on real parts: what ends a theft, what does not, and who notices.
import { openStack, type Stack } from '@authlab/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { theftExperiment } from '../src/experiment/theft/theft-experiment.ts';
import { PROFILES } from '../src/profile/profile.ts';
import { theftFaults } from '../src/result/judge-theft.ts';
import { THEFT_STORIES, type TheftStory } from '../src/result/theft-record.ts';
import { type TheftResult, type TheftRow, theftSchema } from '../src/result/theft-result.ts';
import { theftSections } from '../src/report/section/theft-section.ts';
import type { TargetName } from '../src/target/target-name.ts';
import { summary } from './summary-example.ts';

const RUN_TIMEOUT_MS = 240_000;
const TARGETS = ['session/redis', 'jwt/stateless', 'jwt/denylist'] as const;
const REVOKING = ['logout', 'password-changed', 'device-removed', 'logged-out-everywhere', 'account-disabled'] as const;
const REFRESHING = ['thief-refreshes-first', 'victim-refreshes-first', 'both-within-grace'] as const;

let stack: Stack;
let theft: TheftResult;

beforeAll(async () => {
  stack = await openStack();
  const { description } = await theftExperiment({
    stack,
    targets: [...TARGETS, 'recipe/iron-session'],
    profile: PROFILES.smoke,
    seed: 5,
    redisDelayMs: 0,
    signal: new AbortController().signal,
    report: () => undefined,
  });
  theft = theftSchema.parse(description.theft);
}, RUN_TIMEOUT_MS);
afterAll(() => stack.close());

const rowOf = (target: TargetName, story: TheftStory): TheftRow => {
  const found = theft.rows.find((row) => row.target === target && row.story === story);
  if (found === undefined) throw new Error(`no ${story} of ${target}`);
  return found;
};

describe('thefts', () => {
  it('are all played to their end, each story in every strategy that knows it', () => {
    expect(theftFaults({ experiments: { theft } })).toEqual([]);
    expect(theftFaults({ experiments: { theft: { ...theft, unfinishedTrials: 1 } } })).toHaveLength(1);
    const storiesOf = (target: TargetName) =>
      theft.rows.filter((row) => row.target === target).map(({ story }) => story);
    expect(storiesOf('session/redis')).toEqual([...REVOKING, 'silence']);
    expect(storiesOf('jwt/stateless')).toEqual([...THEFT_STORIES]);
    expect(storiesOf('jwt/denylist')).toEqual([...THEFT_STORIES]);
  });

  it('succeed until something ends them, and never come back to life', () => {
    for (const row of theft.rows) {
      expect(row.acceptedAfterTheft.min).toBeGreaterThan(0);
      expect([row.story, row.target, row.resurrections, row.neverRefused]).toEqual([row.story, row.target, 0, 0]);
    }
  });
});

describe('a copied access credential', () => {
  it.each(REVOKING)('ends with %s at once where the strategy asks, and lives on where it does not', (story) => {
    expect(rowOf('session/redis', story).afterEnd).toMatchObject({ trialsWithAny: 0, accepted: { max: 0 } });
    expect(rowOf('jwt/denylist', story).afterEnd).toMatchObject({ trialsWithAny: 0, accepted: { max: 0 } });
    expect(rowOf('jwt/stateless', story).afterEnd?.accepted.min).toBeGreaterThan(0);
  });

  it.each(REVOKING)('shows in no list of login sessions before %s', (story) => {
    for (const target of TARGETS) expect(rowOf(target, story).signals).toEqual({ nothing: 1 });
  });

  it('of a session outlives the idle time while the thief is active, and ends at the absolute end', () => {
    const { livedMs, unused, signals } = rowOf('session/redis', 'silence');
    expect(unused).toEqual({ logins: 1, refused: 1 });
    expect(livedMs.min).toBeGreaterThan(theft.idleSeconds * 1000);
    expect(livedMs.max).toBeLessThanOrEqual(theft.absoluteSeconds * 1000);
    expect(signals).toEqual({ 'last use moved': 1 });
  });

  it('of a token ends at its expiry, unless the thief can refresh', () => {
    for (const target of ['jwt/stateless', 'jwt/denylist'] as const) {
      const alone = rowOf(target, 'silence');
      expect(alone.livedMs.max).toBeLessThanOrEqual(theft.accessTtlSeconds * 1000);
      expect(rowOf(target, 'silence-with-refresh').livedMs.min).toBeGreaterThan(alone.livedMs.max);
      expect(rowOf(target, 'silence-with-refresh').unused).toEqual({ logins: 1, refused: 1 });
    }
  });
});

const noticedMs = (story: TheftStory): number => rowOf('jwt/denylist', story).noticedMs?.min ?? 0;

describe('a copied refresh token', () => {
  it.each(REFRESHING)('is found when %s, and nobody is granted another', (story) => {
    for (const target of ['jwt/stateless', 'jwt/denylist'] as const) {
      const row = rowOf(target, story);
      expect(row.signals).toEqual({ 'signed out': 1 });
      expect(row.thiefRefreshes).toEqual({ granted: GRANTED[story], grantedAfterEnd: 0 });
    }
  });

  it.each(REFRESHING)('leaves the thief an access token after %s where nothing revokes it', (story) => {
    expect(rowOf('jwt/stateless', story).afterEnd?.accepted.min).toBeGreaterThan(0);
    expect(rowOf('jwt/denylist', story).afterEnd).toMatchObject({ trialsWithAny: 0 });
  });

  it('is hidden by the grace window for one refresh more', () => {
    expect(noticedMs('both-within-grace')).toBeGreaterThan(noticedMs('thief-refreshes-first'));
  });
});

const GRANTED: Readonly<Record<(typeof REFRESHING)[number], number>> = {
  'thief-refreshes-first': 1,
  'victim-refreshes-first': 0,
  'both-within-grace': 2,
};

describe('the report', () => {
  it('has a row for each, and draws the stories as timelines', () => {
    const sections = theftSections(summary({ experiments: { theft } }));
    expect(sections).toHaveLength(2);
    expect(sections.flatMap(({ table }) => table?.rows ?? [])).toHaveLength(theft.rows.length);
    for (const { draw } of sections.flatMap(({ pictures }) => pictures)) {
      expect(draw('wide').height).toBeGreaterThan(0);
      expect(draw('narrow').option.series).toBeDefined();
    }
  });
});

// The command line of a plan: units are read, and what is wrong is said in one line.
import { describe, expect, it } from '@jest/globals';
import { parseDurationMs } from './parse-amount.ts';
import { readPlanOptions } from './plan-options.ts';

const needed = ['--users', '5000000', '--rps-per-user', '0.02'];

const messageOf = (...words: string[]): string => {
  try {
    readPlanOptions(words);
  } catch (error) {
    expect((error as { code: string }).code).toBe('usage');
    return (error as Error).message;
  }
  return '';
};

describe('readPlanOptions', () => {
  it('needs the people and what they do, and has a value for the rest', () => {
    expect(readPlanOptions(needed)).toEqual({
      folder: 'results/latest',
      json: false,
      site: {
        users: 5_000_000,
        requestsPerUserSecond: 0.02,
        accessTtlSeconds: 300,
        revocationsPerUserDay: 1,
        loginEverySeconds: 86_400,
        loginSessionsPerUser: 1,
        utilization: 0.6,
        redisReplicas: 1,
        nodeMemoryBytes: 16 * 2 ** 30,
        nodeBitsPerSecond: 1e9,
        revocationStaleMs: 2000,
      },
    });
  });

  it('reads units', () => {
    const words = [...needed, '--max-lag', '300ms', '--access-ttl', '15min', '--login-hours', '12', '--rate', '400'];
    expect(readPlanOptions(words)).toMatchObject({
      site: { maxLagMs: 300, accessTtlSeconds: 900, loginEverySeconds: 43_200, ratePerSec: 400 },
    });
  });

  it.each([
    [['--users', '5'], '--rps-per-user'],
    [[...needed, '--max-lag', 'soon'], '--max-lag: "soon"'],
    [[...needed, '--users', '0'], '--users'],
    [[...needed, '--users=-5'], '--users: "-5"'],
    [[...needed, '--utilization', '60'], 'at most 1'],
    [[...needed, '--access-ttl', '0'], '--access-ttl'],
    [[...needed, '--strategy', 'x'], '--strategy'],
    [[...needed, 'now'], 'too many arguments'],
  ])('refuses %j in one line', (words, named) => {
    expect(messageOf(...words)).toContain(named);
    expect(messageOf(...words)).not.toContain('\n');
  });

  it('gives help instead of options when asked', () => {
    const answer = readPlanOptions(['--help']);
    expect('help' in answer && answer.help).toContain('--max-lag');
  });
});

describe('parseDurationMs', () => {
  it.each([
    ['5s', 5000],
    ['300ms', 300],
    ['300', 300_000],
    ['0.5s', 500],
    ['2min', 120_000],
    ['1h', 3_600_000],
    ['30d', 2_592_000_000],
  ])('reads %s', (word, ms) => {
    expect(parseDurationMs(word, '--x')).toBe(ms);
  });
});

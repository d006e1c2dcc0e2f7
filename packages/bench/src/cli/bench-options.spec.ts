// The command line says what is wrong with it, and what is allowed, in one line.
import { describe, expect, it } from '@jest/globals';
import { readBenchOptions } from './bench-options.ts';

const messageOf = (...words: string[]): string => {
  try {
    readBenchOptions(words, 1);
  } catch (error) {
    expect((error as { code: string }).code).toBe('usage');
    return (error as Error).message;
  }
  return '';
};

describe('readBenchOptions', () => {
  it('compares the two default strategies in both experiments, quickly', () => {
    expect(readBenchOptions([], 42)).toEqual({
      profile: 'quick',
      experiments: ['cost', 'revocation'],
      targets: ['session/redis', 'jwt/stateless'],
      redisDelayMs: 0,
      seed: 42,
      outFolder: 'results',
      json: false,
    });
  });

  it('takes experiments repeated or in a list, each once and in a fixed order', () => {
    const repeated = ['--experiment', 'revocation', '--experiment', 'cost'];
    expect(readBenchOptions(repeated, 1)).toMatchObject({ experiments: ['cost', 'revocation'] });
    expect(readBenchOptions(['--experiment', 'revocation'], 1)).toMatchObject({ experiments: ['revocation'] });
    expect(readBenchOptions(['--experiment=cost,revocation'], 1)).toMatchObject({
      experiments: ['cost', 'revocation'],
    });
  });

  it('passes over the separator that pnpm hands on', () => {
    expect(readBenchOptions(['--', '--json', '--seed', '7'], 1)).toMatchObject({ json: true, seed: 7 });
  });

  it.each([
    [['--profile', 'fast'], 'smoke, quick, full'],
    [['--experiment', 'cost,speed'], 'cost, revocation'],
    [['--targets', 'session/none'], 'session/redis'],
    [['--redis-delay-ms', 'far'], '50'],
    [['--redis-delay-ms', '51'], '50'],
    [['--seed', '-3'], '2147483647'],
    [['--seed', '1e3'], 'whole numbers'],
  ])('refuses %j and names what is allowed', (words, allowed) => {
    const message = messageOf(...words);
    expect(message).toContain(allowed);
    expect(message).not.toContain('\n');
  });

  it('refuses an unknown flag, a flag without its value and a stray word', () => {
    expect(messageOf('--fast')).toContain('--fast');
    expect(messageOf('--profile')).toContain('--profile');
    expect(messageOf('now')).not.toBe('');
  });

  it('gives help instead of options when asked', () => {
    const answer = readBenchOptions(['--help'], 1);
    expect('help' in answer && answer.help).toContain('--targets');
  });
});

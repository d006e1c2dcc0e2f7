// Writes a command down as one would type it.
import type { RedisCommand } from '../../protocol/redis-command.ts';
import { markSecrets } from '../mark-secrets.ts';
import { SECRETS_IN_REDIS } from '../secret-patterns.ts';

const MAX_WORD = 120;
const MAX_LINE = 600;
const NEEDS_QUOTES = /[\s"]|^$/u;

export const describeCommand = (words: readonly string[]): Pick<RedisCommand, 'name' | 'line'> => {
  const [name = '', ...rest] = words;
  const upper = name.toUpperCase();
  const line = [upper, ...rest.map(asTyped)].join(' ');
  return { name: upper, line: markSecrets(line, SECRETS_IN_REDIS, MAX_LINE) };
};

const asTyped = (word: string): string => {
  const short = word.length > MAX_WORD ? `${word.slice(0, MAX_WORD)}…` : word;
  return NEEDS_QUOTES.test(short) ? JSON.stringify(short) : short;
};

// The reader of the environment reports every fault at once and never a value.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { EnvError, readEnv } from './index.ts';

const schema = z.object({
  PORT: z.coerce.number().int('must be a whole number').default(0),
  MODE: z.enum(['a', 'b']).default('a'),
  SECRET: z.string().min(8, 'needs at least 8 characters'),
});

const faultsOf = (source: Record<string, string>): readonly { key: string; reason: string }[] => {
  try {
    readEnv(schema, source);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
};

describe('readEnv', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'authlab-env-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives typed values and defaults, and treats an empty string as absent', () => {
    expect(readEnv(schema, { SECRET: 'long enough', PORT: '' })).toEqual({ PORT: 0, MODE: 'a', SECRET: 'long enough' });
  });

  it('gives an object that cannot be changed', () => {
    expect(Object.isFrozen(readEnv(schema, { SECRET: 'long enough' }))).toBe(true);
  });

  it('reads a secret from the file that KEY_FILE names, without its last newline', () => {
    const path = join(folder, 'secret');
    writeFileSync(path, 'from a file\n');
    expect(readEnv(schema, { SECRET_FILE: path }).SECRET).toBe('from a file');
  });

  it('lists every faulty key at once', () => {
    expect(faultsOf({ PORT: '1.5', MODE: 'zzz' }).map((fault) => fault.key)).toEqual(['PORT', 'MODE', 'SECRET']);
  });

  it('refuses a key that is given twice, and a file that is not there', () => {
    expect(faultsOf({ SECRET: 'long enough', SECRET_FILE: '/x' })).toHaveLength(1);
    expect(faultsOf({ SECRET_FILE: join(folder, 'absent') })[0]?.reason).toContain('ENOENT');
  });

  it('never repeats a value in its message', () => {
    const values = ['hunter2', 'topsecretmode', 'portvalue'];
    const source = { SECRET: 'hunter2', MODE: 'topsecretmode', PORT: 'portvalue' };
    const read = () => readEnv(schema, source);
    expect(read).toThrow(/SECRET.*\n|MODE/u);
    expect(read).not.toThrow(new RegExp(values.join('|'), 'u'));
  });
});

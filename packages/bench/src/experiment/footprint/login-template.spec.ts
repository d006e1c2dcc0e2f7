// What counts as the keys of one login.
import { describe, expect, it } from '@jest/globals';
import type { StoredKey } from '../../sample/redis-store.ts';
import { loginTemplates, withoutIndex } from './login-template.ts';

const text = (name: string): StoredKey => ({ name, ttlMs: 1000, value: { type: 'string', text: 'x' } });
const index = (name: string, ...members: string[]): StoredKey => ({
  name,
  ttlMs: 1000,
  value: { type: 'zset', members: members.map((member) => ({ score: 1, member })) },
});

describe('loginTemplates', () => {
  it('takes a user with one login session, and names the ids that a copy needs fresh ones of', () => {
    const keys = [index('sess:{tag-1}:index', 'member-1'), text('sess:{tag-1}:member-1')];
    expect(loginTemplates(keys)).toEqual([{ ids: ['tag-1', 'member-1'], keys }]);
  });

  it('leaves users with several login sessions out, and whatever is no login', () => {
    const keys = [
      index('sess:{tag-1}:index', 'a', 'b'),
      text('sess:{tag-1}:a'),
      text('sess:{tag-1}:b'),
      text('family:{revoked}:trimmed'),
      text('limit'),
    ];
    expect(loginTemplates(keys)).toEqual([]);
  });

  it('takes a session that stands alone', () => {
    const key = text('sess:0123456789abcdef0123456789abcdef');
    expect(loginTemplates([key])).toEqual([{ ids: ['0123456789abcdef0123456789abcdef'], keys: [key] }]);
  });

  it('can leave the index out', () => {
    const keys = [index('family:{tag-1}:index', 'm'), text('family:{tag-1}:m')];
    expect(loginTemplates(keys).map(withoutIndex)).toEqual([{ ids: ['tag-1', 'm'], keys: [keys[1]] }]);
  });
});

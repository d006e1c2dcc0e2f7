// Slots as Redis itself names them (CLUSTER KEYSLOT).
import { describe, expect, it } from '@jest/globals';
import { hashSlot } from './hash-slot.ts';

describe('hashSlot', () => {
  it.each([
    ['{123456789}', 12_739],
    ['any:{foo}:member', 12_182],
    ['family:{revoked}:index', 5827],
  ])('of %s', (key, slot) => {
    expect(hashSlot(key)).toBe(slot);
  });

  it('does not guess where there is no tag', () => {
    expect(() => hashSlot('foo')).toThrow(TypeError);
  });
});

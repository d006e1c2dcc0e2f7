// Passwords are hashed exactly, checked without surprises, and never more than the bound at a time.
import { describe, expect, it, jest } from '@jest/globals';
import { WEAK_HASHING } from '../../test/weak-hashing.ts';

const argon2 = await import('@node-rs/argon2');
let running = 0;
let mostAtOnce = 0;
const verified: string[] = [];
jest.unstable_mockModule('@node-rs/argon2', () => ({
  ...argon2,
  verify: async (storedHash: string, password: string) => {
    verified.push(storedHash);
    running += 1;
    mostAtOnce = Math.max(mostAtOnce, running);
    try {
      return await argon2.verify(storedHash, password);
    } finally {
      running -= 1;
    }
  },
}));
const { createPasswordHasher } = await import('./password-hasher.ts');

describe('createPasswordHasher', () => {
  const hasher = createPasswordHasher(WEAK_HASHING);

  it('makes argon2id hashes with its parameters and a salt of their own', async () => {
    const [one, two] = await Promise.all([hasher.hash('correct horse battery'), hasher.hash('correct horse battery')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=8,t=1,p=1\$/u);
    expect(one).not.toBe(two);
    expect(await hasher.verify(one, 'correct horse battery')).toBe(true);
    expect(await hasher.verify(one, 'correct horse batterx')).toBe(false);
  });

  it.each([
    ['a space at the end', 'correct horse battery ', 'correct horse battery'],
    ['another case', 'Correct horse battery', 'correct horse battery'],
    ['another composition', 'zoe\u0308 correct horse', 'zoë correct horse'],
    ['what comes after a NUL', 'correct\0horse battery', 'correct\0horse'],
    ['the last of 128 characters', `${'🐎'.repeat(127)}a`, `${'🐎'.repeat(127)}b`],
  ])('tells passwords apart by %s', async (_, password, other) => {
    const hash = await hasher.hash(password);
    expect(await hasher.verify(hash, password)).toBe(true);
    expect(await hasher.verify(hash, other)).toBe(false);
  });

  it.each(['', 'plain text', '$argon2id$', '$argon2id$v=19$m=8,t=1,p=1$AAAA', '$2b$10$abcdefghijklmnopqrstuv'])(
    'takes the stored text %j for no match, not for a failure',
    async (storedHash) => {
      expect(await hasher.verify(storedHash, 'correct horse battery')).toBe(false);
      expect(hasher.needsRehash(storedHash)).toBe(true);
    },
  );

  it.each([{ memoryKib: 16 }, { timeCost: 2 }, { parallelism: 2, memoryKib: 16 }])(
    'wants a new hash when the parameters are other ones: %j',
    async (change) => {
      const hash = await hasher.hash('correct horse battery');
      expect(hasher.needsRehash(hash)).toBe(false);
      expect(createPasswordHasher({ ...WEAK_HASHING, ...change }).needsRehash(hash)).toBe(true);
    },
  );

  it('does the work of one check, with its own parameters, for a user who does not exist', async () => {
    const strong = createPasswordHasher({ ...WEAK_HASHING, memoryKib: 64, timeCost: 3 });
    verified.length = 0;
    expect(await strong.verifyNothing('correct horse battery')).toBe(false);
    expect(verified).toHaveLength(1);
    expect(argon2.parseOptions(verified[0]!)).toMatchObject({
      algorithm: 2,
      memoryCost: 64,
      timeCost: 3,
      parallelism: 1,
    });
  });

  it('computes no more hashes at once than it may, refuses what overfills the queue, and recovers', async () => {
    const narrow = createPasswordHasher({ ...WEAK_HASHING, memoryKib: 8192, concurrency: 2, queue: 3 });
    const hash = await narrow.hash('correct horse battery');
    mostAtOnce = 0;
    const flood = await Promise.allSettled(
      Array.from({ length: 9 }, () => narrow.verify(hash, 'correct horse battery')),
    );
    expect(flood.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(5);
    const refusals = flood.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refusals).toHaveLength(4);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ code: 'overloaded', details: { retryAfterSeconds: expect.any(Number) } });
    }
    expect(mostAtOnce).toBe(2);
    expect(await narrow.verify(hash, 'correct horse battery')).toBe(true);
  });

  it('counts a dummy check and a new hash against the same bound', async () => {
    const narrow = createPasswordHasher({ ...WEAK_HASHING, memoryKib: 8192, concurrency: 1, queue: 0 });
    const first = narrow.hash('correct horse battery');
    await expect(narrow.verifyNothing('x')).rejects.toMatchObject({ code: 'overloaded' });
    await expect(narrow.hash('x')).rejects.toMatchObject({ code: 'overloaded' });
    await first;
    expect(await narrow.verifyNothing('x')).toBe(false);
  });
});

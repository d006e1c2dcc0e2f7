// The schemas of request bodies take what people type and nothing else.
import { describe, expect, it } from '@jest/globals';
import { adminPatchSchema, changePasswordSchema, loginSchema, registerSchema } from './index.ts';

const account = { email: 'ada@example.com', password: 'correct horse battery', displayName: 'Ada' };

describe('registerSchema', () => {
  it('takes an account and leaves the password exactly as it was typed', () => {
    const password = '  Pässwörter mit Rand  ';
    expect(registerSchema.parse({ ...account, password }).password).toBe(password);
  });

  it.each([14, 129])('refuses a password of %i characters', (length) => {
    expect(registerSchema.safeParse({ ...account, password: 'x'.repeat(length) }).success).toBe(false);
  });

  it('counts code points, not UTF-16 units', () => {
    expect(registerSchema.safeParse({ ...account, password: '🐎'.repeat(14) }).success).toBe(false);
    expect(registerSchema.safeParse({ ...account, password: '🐎'.repeat(128) }).success).toBe(true);
  });

  it('refuses unknown keys, so that nobody registers as admin', () => {
    expect(registerSchema.safeParse({ ...account, roles: ['admin'] }).success).toBe(false);
  });

  it('refuses control characters in the name', () => {
    expect(registerSchema.safeParse({ ...account, displayName: 'Ada\nlevel=error' }).success).toBe(false);
  });
});

describe('loginSchema', () => {
  it('refuses a password that is no string', () => {
    expect(loginSchema.safeParse({ email: account.email, password: ['x'] }).success).toBe(false);
    expect(loginSchema.safeParse({ email: account.email, password: { $ne: '' } }).success).toBe(false);
  });

  it('takes a short password, because an old rule may have allowed it', () => {
    expect(loginSchema.safeParse({ email: account.email, password: 'short' }).success).toBe(true);
  });
});

describe('changePasswordSchema', () => {
  it('holds only the new password to the rules', () => {
    expect(changePasswordSchema.safeParse({ currentPassword: 'x', newPassword: account.password }).success).toBe(true);
    expect(changePasswordSchema.safeParse({ currentPassword: account.password, newPassword: 'x' }).success).toBe(false);
  });
});

describe('adminPatchSchema', () => {
  it('refuses an empty patch and roles that do not exist', () => {
    expect(adminPatchSchema.safeParse({}).success).toBe(false);
    expect(adminPatchSchema.safeParse({ roles: ['root'] }).success).toBe(false);
    expect(adminPatchSchema.safeParse({ roles: [] }).success).toBe(false);
  });
});

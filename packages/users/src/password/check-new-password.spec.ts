// What may not become a password.
import { describe, expect, it } from '@jest/globals';
import { loadBlockList } from './block-list.ts';
import { checkNewPassword } from './check-new-password.ts';

const owner = { email: 'Ada.Lovelace@example.com', displayName: 'Ada  King-Lovelace' };
const blockList = loadBlockList();
const check = (password: string) => () => checkNewPassword(password, owner, blockList);

describe('loadBlockList', () => {
  it('holds at least the 3000 common passwords of this length that ASVS asks for', () => {
    expect(blockList.size).toBeGreaterThanOrEqual(3000);
  });

  it('knows common passwords in whatever case and width, and no others', () => {
    expect(['123456789987654321', '1QAZ2wsx3edc4rfv', 'passwordpassword'].every((word) => blockList.has(word))).toBe(
      true,
    );
    expect(blockList.has('ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ')).toBe(true);
    expect(blockList.has('correct horse battery staple')).toBe(false);
    expect(blockList.has('')).toBe(false);
  });
});

describe('checkNewPassword', () => {
  it.each([
    ['too short', 'x7$kq0vbn2mzpw'],
    ['too long', 'x7$k'.repeat(33)],
    ['common', 'q1w2e3r4t5y6u7i8o9p0'],
    ['common, in another case', 'PasswordPassword'],
    ['the address', 'ada.lovelace@EXAMPLE.com'],
    ['the local part, twice', 'ada.lovelaceada.lovelace'],
    ['the name', 'Ada King-Lovelace'],
    ['the name without spaces', 'adaking-lovelaceADAKING-LOVELACE'],
    ["the service's name, many times", 'authlabauthlabauthlab'],
    ["the service's name, spaced out", 'AuthLab - authlab - authlab!'],
    ['the name and the service', 'ada@authlab/King-Lovelace'],
    ['no valid Unicode', `correct horse battery \ud83d`],
  ])('refuses one that is %s', (_, password) => {
    expect(check(password)).toThrow(expect.objectContaining({ code: 'password_rejected' }));
  });

  it.each([
    'correct horse battery staple',
    'authlab is where ada works',
    '  leading and trailing  ',
    'без правил о символах',
    '🐎🐎🔋🐎🐎🔋🐎🐎🔋🐎🐎🔋🐎🐎x',
  ])('takes %j', (password) => {
    expect(check(password)).not.toThrow();
  });

  it('is not confused by an owner with a one-letter name', () => {
    const short = { email: 'x@y.org', displayName: 'X' };
    expect(() => checkNewPassword('x4719x02846x5530', short, blockList)).not.toThrow();
    expect(() => checkNewPassword('xxxxxxxxxxxxxxxxxxxx', short, blockList)).toThrow(
      expect.objectContaining({ code: 'password_rejected' }),
    );
  });

  it('does not repeat the password when it refuses it', () => {
    expect(check('authlabauthlabauthlab')).not.toThrow(/authlabauthlab/u);
    expect(check('authlabauthlabauthlab')).toThrow(/name of this service/u);
  });
});

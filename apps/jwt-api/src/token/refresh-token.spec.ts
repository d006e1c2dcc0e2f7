// A refresh token is good as written and in no other form.
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { newSid, readRefreshToken, writeRefreshToken } from './refresh-token.ts';

const [NEW, OLD, OTHER] = Array.from({ length: 3 }, () => randomBytes(32).toString('base64url')) as [
  string,
  string,
  string,
];
const claim = { userId: randomUUID(), sid: newSid(), n: 12 };

describe('refresh tokens', () => {
  it('say what they were written for', () => {
    expect(readRefreshToken(writeRefreshToken(claim, [NEW]), [NEW])).toEqual(claim);
  });

  it('are signed by the first secret and good under any of them', () => {
    const token = writeRefreshToken(claim, [NEW, OLD]);
    expect(readRefreshToken(token, [NEW])).toEqual(claim);
    expect(readRefreshToken(token, [OTHER, NEW])).toEqual(claim);
    expect(readRefreshToken(token, [OLD, OTHER])).toBeUndefined();
  });

  it('are broken by a change of any one character', () => {
    const token = writeRefreshToken(claim, [NEW]);
    const changed = Array.from(token, (character, position) => {
      const other = character === 'A' ? 'B' : 'A';
      return token.slice(0, position) + other + token.slice(position + 1);
    });
    // The last character of 43 in base64url carries two bits that decoders drop; the comparison is of text, so even it counts.
    expect(changed.filter((text) => readRefreshToken(text, [NEW]) !== undefined)).toEqual([]);
  });

  it('cannot be moved to another user, family or rotation', () => {
    const [, , , mac = ''] = writeRefreshToken(claim, [NEW]).split('.');
    const others = [
      `${randomUUID()}.${claim.sid}.12`,
      `${claim.userId}.${newSid()}.12`,
      `${claim.userId}.${claim.sid}.13`,
    ];
    expect(others.map((body) => readRefreshToken(`${body}.${mac}`, [NEW]))).toEqual([undefined, undefined, undefined]);
  });
});

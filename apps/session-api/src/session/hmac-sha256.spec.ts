// The HMAC of one-shot hashes is the HMAC, for every length of key and text.
import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { HmacSha256 } from './hmac-sha256.ts';

const texts = ['', 'a', 'ä🐎', 'x'.repeat(75), 'x'.repeat(511), 'x'.repeat(512), 'x'.repeat(513), 'ä'.repeat(4000)];
const keys = [1, 31, 32, 63, 64, 65, 200].map((bytes) => randomBytes(bytes).toString('latin1'));

describe('HmacSha256', () => {
  it.each(keys)('agrees with node for a key, whatever the text (%#)', (key) => {
    const hmac = new HmacSha256(key);
    const expected = texts.map((text) => createHmac('sha256', key).update(text).digest('hex'));
    expect(texts.map((text) => hmac.digest(text).toString('hex'))).toEqual(expected);
    // Nothing of a long text is left behind for a short one.
    expect(texts.toReversed().map((text) => hmac.digest(text).toString('hex'))).toEqual(expected.toReversed());
  });

  it('agrees with RFC 4231, test cases 1 and 2', () => {
    expect(new HmacSha256('\u000b'.repeat(20)).digest('Hi There').toString('hex')).toBe(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    );
    expect(new HmacSha256('Jefe').digest('what do ya want for nothing?').toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });
});

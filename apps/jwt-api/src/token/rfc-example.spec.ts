// The examples of RFC 7515, read with our keys: signatures mean what the standard says, and a foreign JWT is still refused.
import { describe, expect, it } from '@jest/globals';
import jsonwebtoken from 'jsonwebtoken';
import type { Config } from '../config.ts';
import { keyRing } from './key-ring.ts';
import { TokenVerifier } from './token-verifier.ts';

const PAYLOAD = 'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';

const EXAMPLES = [
  {
    name: 'appendix A.1, HS256',
    key: {
      kty: 'oct',
      alg: 'HS256',
      k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
    },
    token: `eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.${PAYLOAD}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk`,
  },
  {
    name: 'appendix A.3, ES256',
    key: {
      kty: 'EC',
      alg: 'ES256',
      crv: 'P-256',
      x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
      d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI',
    },
    token: `eyJhbGciOiJFUzI1NiJ9.${PAYLOAD}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q`,
  },
] as const;

describe.each(EXAMPLES)('RFC 7515, $name', ({ key, token }) => {
  const keys = keyRing.parse(JSON.stringify({ keys: [{ ...key, kid: 'rfc' }] }));
  const { alg, verifyWith } = keys.signing;
  const verify = (text: string): unknown =>
    jsonwebtoken.verify(text, verifyWith, { algorithms: [alg], ignoreExpiration: true });

  it('is verified with the key that the standard gives, and not when a letter of it is changed', () => {
    expect(verify(token)).toEqual({ iss: 'joe', exp: 1_300_819_380, 'http://example.com/is_root': true });
    expect(() => verify(token.replace(PAYLOAD, PAYLOAD.replace('Jqb2Ui', 'JqYmUi')))).toThrow('invalid signature');
  });

  it('is no access token, although its signature is right', () => {
    const verifier = new TokenVerifier({ JWT_KEYS: keys, TOKEN_CACHE_MAX: 0 } as unknown as Config);
    expect(() => verifier.verify(token)).toThrow(expect.objectContaining({ defect: 'header' }));
  });
});

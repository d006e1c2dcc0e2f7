// Access tokens that somebody else made or changed: whatever is wrong with one, the answer is the same 401.
import { createHmac, createPrivateKey, createSign, generateKeyPairSync, randomBytes, randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '@authlab/client';
import { type Algorithm, keySetOf, makeSigningKey, type SigningKey } from '@authlab/stack';
import { type LoggedIn, startTarget, type Target } from './target.ts';

type Members = Readonly<Record<string, unknown>>;
interface Parts {
  readonly header: Members;
  readonly payload: Members;
}

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const decode = (part: string | undefined): Members => JSON.parse(Buffer.from(part ?? '', 'base64url').toString());

/** A signature by the configured key, as the API itself would make it: the attacker's wording is all that is wrong. */
const signature = (key: SigningKey, body: string): string => {
  if (key.alg === 'HS256') {
    return createHmac('sha256', Buffer.from(String(key.k), 'base64url'))
      .update(body)
      .digest('base64url');
  }
  const privateKey = createPrivateKey({ key, format: 'jwk' });
  return createSign('sha256').update(body).sign({ key: privateKey, dsaEncoding: 'ieee-p1363' }, 'base64url');
};

const hmacWith = (secret: string | Buffer, body: string): string =>
  createHmac('sha256', secret).update(body).digest('base64url');

const bytesOf = (token: string): string =>
  token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('hex'))
    .join('.');

const TEXTS: ReadonlySet<string> = new Set(['iss', 'aud', 'sub', 'sid', 'jti']);

describe.each<Algorithm>(['HS256', 'RS256', 'ES256'])('with %s', (alg) => {
  const key = makeSigningKey(alg);
  let target: Target;
  let user: LoggedIn;
  let good: Parts & { readonly token: string; readonly body: string };
  let publicKeyTexts: string[];
  const seen = new Set<string>();

  beforeAll(async () => {
    const env = { ACCESS_TTL_SECONDS: '300', JWT_KEYS: keySetOf(key) };
    target = await startTarget('jwt/denylist', env);
    user = await target.user();
    const { authorization = '' } = user.client.credential.headersFor(user.client.baseUrl);
    const token = authorization.slice('Bearer '.length);
    const [header, payload] = token.split('.');
    good = { token, body: `${header}.${payload}`, header: decode(header), payload: decode(payload) };
    const { body } = await target.anonymous().send('jwks');
    const jwk = (body as { keys: object[] }).keys[0];
    publicKeyTexts = jwk === undefined ? [] : [JSON.stringify(jwk), JSON.stringify({ keys: [jwk] })];
  });
  afterAll(async () => await target[Symbol.asyncDispose]());

  const ask = async (token: string): Promise<Answer> =>
    await target.anonymous().send('me', { headers: { authorization: `Bearer ${token}` } });

  /** Signed with the right key. */
  const resigned = ({
    header = good.header,
    payload = good.payload,
  }: Partial<Record<keyof Parts, unknown>>): string => {
    const body = `${encode(header)}.${encode(payload)}`;
    return `${body}.${signature(key, body)}`;
  };

  /** Those that got in, by their positions; every answer that refuses is kept for comparison. */
  const admitted = async (tokens: readonly string[]): Promise<string[]> => {
    const answers = await Promise.all(tokens.map(ask));
    for (const { status, body, headers } of answers)
      if (status === 401) seen.add(JSON.stringify([body, headers['www-authenticate']]));
    return answers.flatMap(({ status }, index) => (status === 401 ? [] : [`${index}: ${status}`]));
  };

  it('takes a token that was signed again with the configured key, and knows that it is asked rightly', async () => {
    expect((await ask(good.token)).status).toBe(200);
    expect((await ask(resigned({}))).status).toBe(200);
    expect((await ask(resigned({ payload: { ...good.payload, jti: 'another' } }))).status).toBe(200);
    expect((await ask(resigned({ header: { kid: key.kid, typ: 'at+jwt', alg } }))).status).toBe(200);
  });

  it('refuses `none` in every spelling, with and without a signature', async () => {
    const names = ['none', 'None', 'NONE', 'nOnE', '', null, 'none ', ['none'], [alg], { alg }, 0, true, 'HS256 '];
    const bodies = names.map((name) => `${encode({ ...good.header, alg: name })}.${encode(good.payload)}`);
    expect(await admitted(bodies.flatMap((body) => [`${body}.`, body, `${body}.${signature(key, body)}`]))).toEqual([]);
  });

  it('refuses another algorithm with whatever an attacker knows as its key', async () => {
    const known = [...publicKeyTexts, '', key.kid, 'secret', '\0', good.token, JSON.stringify(good.header)];
    const tokens = ['HS256', 'HS384', 'HS512', 'RS256', 'RS512', 'ES256', 'ES384', 'PS256', 'EdDSA', 'ES256K'].flatMap(
      (name) => {
        const body = `${encode({ ...good.header, alg: name })}.${encode(good.payload)}`;
        return known.map((secret) => `${body}.${hmacWith(secret, body)}`);
      },
    );
    expect(await admitted(tokens)).toEqual([]);
  });

  it('refuses a public key that the token brings along, or says where to fetch', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = publicKey.export({ format: 'jwk' });
    const pem = String(publicKey.export({ format: 'pem', type: 'spki' }));
    const brought: Members[] = [
      { jwk },
      { jwk: { kty: 'oct', k: 'AA' } },
      { x5c: [pem] },
      { jku: 'https://evil.example/jwks.json' },
      { jku: `${target.replica.url}/.well-known/jwks.json` },
      { x5u: 'https://evil.example/cert.pem' },
      { x5t: 'x' },
    ];
    const tokens = brought.flatMap((extra) =>
      ['RS256', alg].map((name) => {
        const body = `${encode({ ...good.header, alg: name, ...extra })}.${encode(good.payload)}`;
        return `${body}.${createSign('sha256').update(body).sign(privateKey, 'base64url')}`;
      }),
    );
    // Also with the right signature: nobody listens to such members, so nobody may send them.
    expect(
      await admitted([...tokens, ...brought.map((extra) => resigned({ header: { ...good.header, ...extra } }))]),
    ).toEqual([]);
  });

  it('refuses a `kid` that is a path, a query, a list, or one of an object', async () => {
    const kids = [
      '../../../../dev/null',
      '/dev/null',
      'file:///etc/passwd',
      "' UNION SELECT 'secret",
      '__proto__',
      'constructor',
      'toString',
      '',
      'x'.repeat(500),
      null,
      0,
      [key.kid],
      { kid: key.kid },
      `${key.kid} `,
      key.kid.toUpperCase(),
    ];
    const tokens = kids.flatMap((kid) => {
      const header = { ...good.header, kid };
      const body = `${encode(header)}.${encode(good.payload)}`;
      return [resigned({ header }), `${body}.${hmacWith('', body)}`, `${body}.${hmacWith('\0', body)}`];
    });
    const { kid: _kid, ...without } = good.header;
    expect(await admitted([...tokens, resigned({ header: without })])).toEqual([]);
  });

  it('refuses header members that it does not know, critical ones first, and any other type', async () => {
    const headers: unknown[] = [
      ...[['exp'], ['b64'], [], 'exp', ['x-unknown'], {}].map((crit) => ({ ...good.header, crit })),
      { ...good.header, b64: false },
      { ...good.header, zip: 'DEF' },
      { ...good.header, enc: 'A256GCM' },
      { ...good.header, cty: 'JWT' },
      { ...good.header, 'x-unknown': 1 },
      ...['JWT', 'jwt', 'at+JWT ', 'application/at+jwt', 'logout+jwt', '', null, ['at+jwt']].map((typ) => ({
        ...good.header,
        typ,
      })),
      { alg, kid: key.kid },
      [],
      null,
      'text',
      1,
      [good.header],
      '{"alg":',
    ];
    expect(await admitted(headers.map((header) => resigned({ header })))).toEqual([]);
  });

  it('refuses a payload that is no object of claims', async () => {
    const payloads = ['null', '[]', '"text"', '1', 'true', '', '{', '{}', '\u0000', '[1,2', 'undefined', '{"exp":'];
    expect(await admitted(payloads.map((payload) => resigned({ payload })))).toEqual([]);
  });

  it('refuses every claim that is missing, or of another type', async () => {
    const tokens: string[] = [];
    for (const name of ['iss', 'aud', 'sub', 'sid', 'jti', 'iat', 'exp', 'auth_time', 'epoch', 'roles']) {
      const { [name]: value, ...others } = good.payload;
      tokens.push(resigned({ payload: others }));
      const odd = [null, '', {}, [], [[]], true, -1, 1.5, String(value), [value], { value }, '1e999', Infinity];
      const wrong = odd.filter((each) => JSON.stringify(each) !== JSON.stringify(value));
      // `aud` may be a list (RFC 7519 section 4.1.3), but ours never is; an empty list of roles is a list of roles.
      const told = wrong.filter((each) => !(name === 'roles' && Array.isArray(each) && each.length === 0));
      const isText = TEXTS.has(name);
      // For a claim that is a text, another text is of the right type.
      const typed = isText ? told.filter((each) => typeof each !== 'string' || each === '') : told;
      tokens.push(...typed.map((each) => resigned({ payload: { ...good.payload, [name]: each } })));
    }
    expect(await admitted(tokens)).toEqual([]);
  });

  it('refuses times that are over, endless, too far apart, or written to deceive', async () => {
    const now = Math.floor(Date.now() / 1000);
    const times: Members[] = [
      { exp: now - 1 },
      { exp: now },
      { exp: now + 301, iat: now },
      { exp: now + 31_536_000 },
      { exp: Number.MAX_SAFE_INTEGER },
      { exp: now + 100.5 },
      { iat: now - 1000 },
      { iat: -1 },
      { nbf: now + 3600 },
    ];
    const written = ['1e999', '1e400', '-1', '"9999999999"', '9007199254740993', '0x7fffffff', 'NaN'].map((exp) =>
      JSON.stringify(good.payload).replace(/"exp":\d+/u, `"exp":${exp}`),
    );
    expect(
      await admitted([
        ...times.map((time) => resigned({ payload: { ...good.payload, ...time } })),
        ...written.map((payload) => resigned({ payload })),
      ]),
    ).toEqual([]);
  });

  it('refuses tokens for somebody else, and roles that do not exist', async () => {
    const { aud, iss } = good.payload;
    const claims: Members[] = [
      { aud: 'https://other.example' },
      { aud: `${String(aud)}/` },
      { aud: `${String(aud)}, https://other.example` },
      { aud: ['https://other.example'] },
      { iss: 'https://evil.example' },
      { iss: `${String(iss)}.evil.example` },
      { roles: ['root'] },
      { roles: ['user', 'ADMIN'] },
      { roles: 'admin' },
      { roles: [['admin']] },
      { roles: { 0: 'admin', length: 1 } },
    ];
    expect(await admitted(claims.map((claim) => resigned({ payload: { ...good.payload, ...claim } })))).toEqual([]);
  });

  it('has one reading of members that stand twice: the last one counts, and has to be right', async () => {
    const twice = (name: string, first: unknown, last: unknown): string => {
      const { [name]: _value, ...others } = good.payload;
      return `${JSON.stringify(others).slice(0, -1)},"${name}":${JSON.stringify(first)},"${name}":${JSON.stringify(last)}}`;
    };
    const { sub, exp } = good.payload;
    expect(
      await admitted([
        resigned({ payload: twice('exp', exp, 1) }),
        resigned({ payload: twice('sub', sub, 7) }),
        resigned({ header: `{"alg":"${alg}","alg":"none","typ":"at+jwt","kid":"${key.kid}"}` }),
        resigned({ header: `{"alg":"${alg}","typ":"at+jwt","kid":"${key.kid}","kid":"x"}` }),
      ]),
    ).toEqual([]);
    const { body } = await ask(resigned({ payload: twice('sub', '00000000-0000-4000-8000-00000000dead', sub) }));
    expect(body).toMatchObject({ id: user.id });
  });

  it('refuses every other form: JWE, JSON, padding, blanks, empty and additional parts', async () => {
    const [head = '', body = '', mac = ''] = good.token.split('.');
    const flattened = { protected: head, payload: body, signature: mac };
    expect(
      await admitted([
        `${head}.${body}.${mac}.`,
        `.${head}.${body}.${mac}`,
        `${head}.${body}.${mac}.${mac}.${mac}`,
        `${head}..${body}.${mac}.${mac}`,
        `${head}.${body}`,
        `${head}.${body}.`,
        `${head}..${mac}`,
        `.${body}.${mac}`,
        '..',
        '...',
        `${head}.${body}.${mac}=`,
        `${head}=.${body}.${mac}`,
        `${head}.${body}==.${mac}`,
        `${head}.${body}.${mac.slice(0, -1)}`,
        `${head}.${body}.${mac}A`,
        `${head}.${body.replace(/.$/u, '+')}.${mac}`,
        encode(flattened),
        JSON.stringify(flattened).replaceAll('"', '%22'),
        'x'.repeat(8000),
        `${'A'.repeat(2000)}.${body}.${mac}`,
      ]),
    ).toEqual([]);
  });

  it('refuses a flipped bit at every position', async () => {
    const tokens: string[] = [];
    for (let position = 0; position < good.token.length; position += 1) {
      const code = good.token.charCodeAt(position) ^ (1 << randomInt(0, 6));
      const token = good.token.slice(0, position) + String.fromCharCode(code) + good.token.slice(position + 1);
      const [head, body, mac] = token.split('.');
      // The last character of a part has bits that stand for nothing: another spelling of the same bytes is no change.
      const isSame = [head, body, mac].every(
        (part, index) =>
          part !== undefined &&
          Buffer.from(part, 'base64url').equals(Buffer.from(good.token.split('.')[index]!, 'base64url')),
      );
      if (!isSame && /^[\u0021-\u007e]*$/u.test(token)) tokens.push(token);
    }
    expect(tokens.length).toBeGreaterThan(300);
    for (let start = 0; start < tokens.length; start += 50)
      expect(await admitted(tokens.slice(start, start + 50))).toEqual([]);
  });

  it('refuses a thousand random changes', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~{}"';
    const anyLetter = (): string => alphabet[randomInt(0, alphabet.length)]!;
    const changes: readonly ((token: string, at: number) => string)[] = [
      (token, at) => token.slice(0, at) + token.slice(at + 1 + randomInt(0, 3)),
      (token, at) => token.slice(0, at) + anyLetter() + token.slice(at),
      (token, at) => token.slice(0, at) + randomBytes(6).toString('base64url') + token.slice(at + 8),
      (token, at) => token.slice(at) + token.slice(0, at),
      (token, at) => token.slice(0, at) + token.slice(0, at),
    ];
    const tokens = Array.from({ length: 1000 }, (_, index) =>
      changes[index % changes.length]!(good.token, randomInt(1, good.token.length - 1)),
    ).filter((token) => bytesOf(token) !== bytesOf(good.token));
    for (let start = 0; start < tokens.length; start += 50)
      expect(await admitted(tokens.slice(start, start + 50))).toEqual([]);
  });

  it('said the same each time, and still serves', async () => {
    expect([...seen]).toHaveLength(1);
    expect((await user.client.send('me')).status).toBe(200);
  });

  it('does not let two spellings of one token live through a logout', async () => {
    const other = await target.logIn(user.email);
    const { authorization = '' } = other.credential.headersFor(other.baseUrl);
    const [head, body] = authorization.slice('Bearer '.length).split('.') as [string, string];
    // ECDSA signs anew each time; the others give the same again.
    const spelled = `${head}.${body}.${signature(key, `${head}.${body}`)}`;
    expect((await ask(spelled)).status).toBe(200);
    expect((await other.send('logout')).status).toBe(204);
    expect((await ask(spelled)).status).toBe(401);
  });
});

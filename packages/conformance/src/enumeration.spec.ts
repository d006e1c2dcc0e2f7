// Who has an account here: nothing in the answers to a login tells, neither status nor headers nor body nor when it is limited.
import type { Answer } from '@authlab/client';
import { problemSchema } from '@authlab/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, startTarget, type Target, TARGETS } from './target.ts';

const WRONG = 'not the right pass phrase';
const LIMIT = 4;

/** All that a client could compare; the date is the hour of the answer and no more. */
const visible = ({ status, headers, body }: Answer): string => {
  const { date: _date, ...others } = headers;
  return JSON.stringify({ status, names: Object.keys(headers), others, body });
};

/** Malformed, and near to an address. */
const shapes = (address: string) => [
  ` ${address}`,
  `${address}\n`,
  `${address},`,
  `<${address}>`,
  `${address}\0`,
  `x ${address}`,
];

describe.each(TARGETS)('%s', (strategy) => {
  let target: Target;
  beforeAll(async () => {
    target = await startTarget(strategy, { LOGIN_LIMIT_PER_ACCOUNT: `${LIMIT}/300s` });
  });
  afterAll(async () => await target[Symbol.asyncDispose]());

  const login = async (email: string, password: string): Promise<Answer> =>
    await target.anonymous().send('login', { body: { email, password } });

  const disabledUser = async (): Promise<string> => {
    const { id, email } = await target.user();
    const admin = await target.admin();
    expect((await admin.send('patchUser', { params: { id }, body: { disabled: true } })).status).toBe(200);
    return email;
  };

  it('gives one answer for unknown, wrong and disabled, with the right password or a wrong one', async () => {
    const { email } = await target.user();
    const disabled = await disabledUser();
    const answers = [
      await login('nobody@example.com', WRONG),
      await login(email, WRONG),
      await login(email.toUpperCase(), WRONG),
      await login(disabled, WRONG),
      await login(disabled, PASSWORD),
    ];
    expect(answers[0]?.status).toBe(401);
    expect(problemSchema.parse(answers[0]?.body).code).toBe('invalid_credentials');
    expect(answers.map(visible)).toEqual(answers.map(() => visible(answers[0]!)));
    expect(visible(await login(email, PASSWORD))).not.toBe(visible(answers[0]!));
  });

  it('limits all of them after the same number of attempts, with one answer', async () => {
    const emails = ['never.seen@example.com', (await target.user()).email, await disabledUser()];
    const rows = [];
    for (const email of emails) {
      const row = [];
      for (let attempt = 0; attempt <= LIMIT; attempt += 1) row.push(visible(await login(email, WRONG)));
      // The seconds to wait run by themselves, for every account alike.
      rows.push(row.map((text) => text.replace(/("retry-after":)"\d+"/u, '$1"seconds"')));
    }
    expect(rows[0]?.map((text) => text.includes('"status":429'))).toEqual([...Array(LIMIT).fill(false), true]);
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]).toEqual(rows[0]);
  });

  it('does not lift the limit of an account that exists when the right password comes too late', async () => {
    const { email } = await target.user();
    for (let attempt = 0; attempt < LIMIT; attempt += 1) await login(email, WRONG);
    const [right, wrong] = [await login(email, PASSWORD), await login(email, WRONG)];
    expect([right.status, wrong.status]).toEqual([429, 429]);
    expect(problemSchema.parse(right.body)).toEqual(problemSchema.parse(wrong.body));
    expect(right.headers['set-cookie']).toBeUndefined();
  });

  it('says of a malformed address only that it is malformed, whoever it resembles', async () => {
    const { email } = await target.user();
    for (const [index, shape] of shapes(email).entries()) {
      const [known, unknown] = [
        await login(shape, PASSWORD),
        await login(shapes('nobody@example.com')[index]!, PASSWORD),
      ];
      expect(known.status).toBe(400);
      expect(visible(known)).toBe(visible(unknown));
    }
  });
});

// Floor `floor/hmac`: the least that a signed credential costs, on node:http alone. The token says who it is, and one HMAC
// by hand proves it: no claims to check, no expiry, no library.
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { bearerToken } from '../bearer-token.ts';
import { readSecret } from '../config.ts';
import { People, type Person } from '../people.ts';
import { servePlainly } from '../plain-server.ts';
import { tokenAnswer } from '../token-answer.ts';

const key = createSecretKey(readSecret(), 'utf8');
const people = new People();

const macOf = (content: string): Buffer => createHmac('sha256', key).update(content).digest();

/** `id.roles.mac`, the roles with commas between them. */
const sign = ({ id, roles }: Person): string => {
  const content = `${id}.${roles.join(',')}`;
  return `${content}.${macOf(content).toString('base64url')}`;
};

const verify = (token: string): Person | undefined => {
  const end = token.lastIndexOf('.');
  const content = token.slice(0, end);
  const [presented, expected] = [Buffer.from(token.slice(end + 1), 'base64url'), macOf(content)];
  if (presented.length !== expected.length || !timingSafeEqual(presented, expected)) return undefined;
  const [id = '', roles = ''] = content.split('.');
  return { id, roles: roles.split(',') };
};

servePlainly({
  register: ({ email, password }) => people.register(email, password),
  login: ({ email, password }) => {
    const person = people.authenticate(email, password);
    return person === undefined ? undefined : tokenAnswer(sign(person));
  },
  me: (request) => {
    const token = bearerToken(request);
    return token === undefined ? undefined : verify(token);
  },
});

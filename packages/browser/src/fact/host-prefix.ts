// The rules of Secure and of the `__Host-` prefix, which both APIs rely on.
import { addressOf, type Host, type Scene } from '../scene/scene.ts';
import type { Fact } from './fact.ts';

const keeps = async ({ visit, stranger }: Scene, cookie: string, host: Host = 'localhost'): Promise<string> => {
  await using visitor = await visit();
  const address = addressOf(host, stranger);
  await visitor.page.goto(`${address}/?set=${encodeURIComponent(cookie)}`);
  const tag = `${host} ${cookie}`;
  await visitor.page.goto(`${address}/?tag=${encodeURIComponent(tag)}`);
  return stranger.seen(tag)[0]?.cookieNames.length === 1 ? 'kept and sent back' : 'refused';
};

const HOW = 'a page sets it by Set-Cookie over plain http; read back from the Cookie header of the next request';

const rule = (id: string, question: string, [cookie, expected, host]: [string, string, Host?]): Fact => ({
  id,
  question,
  expected,
  how: HOW,
  observe: async (scene) => await keeps(scene, cookie, host),
});

const KEPT = 'kept and sent back';

export const hostPrefixFacts: readonly Fact[] = [
  rule('host-prefix-whole', 'Is a __Host- cookie with Secure and Path=/ taken from http://localhost?', [
    '__Host-a=1; Secure; Path=/',
    KEPT,
  ]),
  rule('host-prefix-without-secure', 'And without Secure?', ['__Host-a=1; Path=/', 'refused']),
  rule('host-prefix-with-domain', 'And with Domain?', ['__Host-a=1; Secure; Path=/; Domain=localhost', 'refused']),
  rule('host-prefix-other-path', 'And with another Path?', ['__Host-a=1; Secure; Path=/api', 'refused']),
  rule('host-prefix-without-path', 'And without any Path, where the page is at /?', ['__Host-a=1; Secure', 'refused']),
  rule('secure-on-localhost', 'Is a Secure cookie taken over plain http from localhost?', ['a=1; Secure', KEPT]),
  rule('secure-on-loopback-address', 'And from 127.0.0.1?', ['a=1; Secure', KEPT, '127.0.0.1']),
  rule('secure-on-other-host', 'And from any other name, here plain.test?', ['a=1; Secure', 'refused', 'plain.test']),
  rule('host-prefix-on-other-host', 'And a whole __Host- cookie from there?', [
    '__Host-a=1; Secure; Path=/',
    'refused',
    'plain.test',
  ]),
];

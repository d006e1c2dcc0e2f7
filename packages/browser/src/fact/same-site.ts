// Which cookies go along from the same site and from another one, by SameSite and by the way that the request is made.
import type { Page } from 'playwright-core';
import { call } from '../in-page/call.ts';
import { postForm } from '../in-page/post-form.ts';
import { addressOf, type Host, type Scene } from '../scene/scene.ts';
import type { Fact } from './fact.ts';

const COOKIES = [
  'strict=1; Secure; SameSite=Strict',
  'lax=1; Secure; SameSite=Lax',
  'none=1; Secure; SameSite=None',
  'unset=1; Secure',
];

const go = async (page: Page, url: string, act: () => Promise<void>): Promise<void> => {
  await Promise.all([page.waitForURL(url), act()]);
};

const WAYS = {
  fetch: async (page: Page, url: string) => void (await page.evaluate(call, { url, mode: 'no-cors' as const })),
  link: async (page: Page, url: string) =>
    await go(page, url, async () => await page.evaluate((address) => location.assign(address), url)),
  form: async (page: Page, url: string) => await go(page, url, async () => await page.evaluate(postForm, { url })),
} as const;

type Way = keyof typeof WAYS;

/** Cookies of a page on `localhost`; the request comes from `host` on another port. */
const sentFrom = async (scene: Scene, host: Host, way: Way): Promise<string> => {
  await using visit = await scene.visit();
  const target = addressOf('localhost', scene.friend);
  await visit.page.goto(`${target}/?${COOKIES.map((cookie) => `set=${encodeURIComponent(cookie)}`).join('&')}`);
  await visit.page.goto(addressOf(host, scene.stranger));
  const tag = `${way}-${host}`;
  await WAYS[way](visit.page, `${target}/?tag=${tag}`);
  const [arrived] = scene.friend.seen(tag);
  if (arrived === undefined) throw new Error(`no request ${tag} arrived`);
  const { cookieNames } = arrived;
  return cookieNames.length === 0 ? 'none of them' : cookieNames.toSorted().join(', ');
};

const HOW =
  'four cookies of http://localhost, one for each SameSite value and one without; read from the Cookie header that arrived';

const ALL = 'lax, none, strict, unset';

const WORDS: Readonly<Record<Way, string>> = {
  fetch: 'a fetch with credentials',
  link: 'a link',
  form: 'a posted form',
};

const fact = (host: Host, way: Way, expected?: string): Fact => ({
  id: `same-site-${host === 'localhost' ? 'same' : 'cross'}-${way}`,
  question: `Which cookies go with ${WORDS[way]} from ${host === 'localhost' ? 'the same site (another port)' : 'another site (127.0.0.1)'}?`,
  ...(expected === undefined ? {} : { expected }),
  how: HOW,
  observe: async (scene) => await sentFrom(scene, host, way),
});

export const sameSiteFacts: readonly Fact[] = [
  fact('localhost', 'fetch', ALL),
  fact('localhost', 'link', ALL),
  fact('localhost', 'form', ALL),
  // Whether cookies of third parties are sent at all is each browser's own choice.
  fact('127.0.0.1', 'fetch'),
  fact('127.0.0.1', 'link', 'lax, none, unset'),
  // Chromium sends a cookie without SameSite for two minutes after it was set even with a posted form; others do not.
  fact('127.0.0.1', 'form'),
];

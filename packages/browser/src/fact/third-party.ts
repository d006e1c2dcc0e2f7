// What this browser does with cookies of a site that is only a frame in another one: each browser decides for itself.
import type { BrowserContext, Page } from 'playwright-core';
import { addressOf, type Scene } from '../scene/scene.ts';
import type { Fact } from './fact.ts';

type Window = 'ordinary' | 'private';

const inWindow = async (scene: Scene, kind: Window, look: (page: Page, context: BrowserContext) => Promise<string>) => {
  if (kind === 'private') {
    await using visit = await scene.visit();
    return await look(visit.page, visit.context);
  }
  const [context] = scene.browser.contexts();
  if (context === undefined) throw new Error('the browser has no ordinary window');
  const page = await context.newPage();
  try {
    return await look(page, context);
  } finally {
    await page.close();
    await context.clearCookies();
  }
};

/** The frame is of 127.0.0.1, in a page of localhost; it sets the cookie, and is then shown once more. */
const framed = async (scene: Scene, kind: Window, attributes: string): Promise<string> =>
  await inWindow(scene, kind, async (page) => {
    const tag = `framed-${kind}-${attributes}`;
    const owner = addressOf('127.0.0.1', scene.friend);
    const show = async (frame: string) =>
      await page.goto(`${addressOf('localhost', scene.stranger)}/?frame=${encodeURIComponent(frame)}`);
    await show(`${owner}/?set=${encodeURIComponent(`third=1; ${attributes}`)}`);
    await show(`${owner}/?tag=${encodeURIComponent(tag)}-again`);
    await page.goto(`${owner}/?tag=${encodeURIComponent(tag)}-itself`);
    const has = (where: string): boolean =>
      scene.friend.seen(`${tag}-${where}`)[0]?.cookieNames.includes('third') === true;
    if (!has('again') && !has('itself')) return 'refused';
    const isPartitioned = has('again') && !has('itself');
    return `kept; ${isPartitioned ? 'only in frames of that page’s site' : 'also where the frame’s own site is visited'}`;
  });

const HOW =
  'a frame of 127.0.0.1 in a page of localhost sets the cookie; read from the Cookie headers of that frame and of the site itself';

const fact = (kind: Window, attributes: string, question: string): Fact => ({
  id: `third-party-${kind}${attributes.includes('Partitioned') ? '-partitioned' : ''}`,
  question,
  how: HOW,
  observe: async (scene) => await framed(scene, kind, attributes),
});

export const thirdPartyFacts: readonly Fact[] = [
  fact(
    'ordinary',
    'Secure; SameSite=None',
    'Is a SameSite=None cookie of a frame of another site kept (ordinary window)?',
  ),
  fact('private', 'Secure; SameSite=None', 'And in a profile of its own, as automation opens it?'),
  fact(
    'ordinary',
    'Secure; SameSite=None; Partitioned; Path=/',
    'And with Partitioned, which gives each page’s site a jar of its own (ordinary window)?',
  ),
];

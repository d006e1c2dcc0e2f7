// Each story of the demo, in a real browser, on the real thing.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AxeBuilder } from '@axe-core/playwright';
import { openBrowser } from '@authlab/browser';
import type { Scheme } from '@authlab/contract';
import { openStack, type Stack } from '@authlab/stack';
import type { Browser, BrowserContext, Locator } from 'playwright-core';
import { startDemo } from '../../src/server/start-demo.ts';
import { DemoPage } from './demo-page.ts';

const SCHEMES = ['session', 'jwt'] as const;
const BOTH_200 = { session: '200', jwt: '200' } as const;
/** Long enough for whoever reads, and nothing here waits for it. */
const LIFETIMES = { accessTtlSeconds: 300, sessionIdleTtlSeconds: 1800 };

let stack: Stack;
let browser: Browser;
let address: string;
let context: BrowserContext;
let demo: DemoPage;

beforeAll(async () => {
  stack = await openStack();
  [browser, address] = await Promise.all([openBrowser(stack), startDemo(stack, { port: 0, lifetimes: LIFETIMES })]);
});
afterAll(async () => await stack?.close());

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  demo = await DemoPage.open(context, address);
});

/** What the page itself must never do, whatever the story; what others refuse to it is not its fault. */
afterEach(async () => {
  const { errors, requestedHosts } = demo;
  await context.close();
  expect([...requestedHosts].filter((host) => host !== 'localhost' && host !== '127.0.0.1')).toEqual([]);
  expect(errors.filter((error) => !isOfTheNetwork(error))).toEqual([]);
});

/** Chromium reports every 4xx, every answer that CORS hides, and every API answer that cannot stand in a frame. */
const isOfTheNetwork = (error: string): boolean =>
  error.startsWith('Failed to load resource') ||
  error.includes('blocked by CORS policy') ||
  /X-Frame-Options|frame-ancestors 'none'/u.test(error);

const text = async (place: Locator): Promise<string> => (await place.innerText()).replaceAll(/\s+/gu, ' ');

describe('one click on both', () => {
  it('does the same on both, and says what each of them answered', async () => {
    await demo.logIn();
    for (const scheme of SCHEMES) await demo.says(demo.part(scheme), '@');
    await demo.act('Call /me', BOTH_200);
    await demo.act('Second device', BOTH_200);
    await demo.act('List devices', BOTH_200);
    for (const scheme of SCHEMES) {
      await demo.says(
        demo.part(scheme).getByRole('list', { name: 'Devices' }),
        /This browser[\s\S]*Phone|Phone[\s\S]*This browser/u,
      );
    }
    await demo.act('Remove device', { session: '204', jwt: '204' });
    await demo.act('Refresh', { session: 'not sent', jwt: '200' });
    await demo.act('Change password', { session: '204', jwt: '204' });
    await demo.act('Change password', { session: '204', jwt: '204' });
    await demo.act('Change role', BOTH_200);
    await demo.act('Call /me', BOTH_200);
    await demo.act('Change role', BOTH_200);
    await demo.act('Disable', BOTH_200);
    await demo.act('Call /me', { session: '401 unauthenticated', jwt: '200' });
    await demo.act('Enable', BOTH_200);
    await demo.logIn();
    await demo.act('Log out everywhere', { session: '204', jwt: '204' });
  });

  it('shows what crossed the wire, what the browser holds and what the server holds', async () => {
    await demo.logIn();
    await demo.look('On the wire');
    for (const scheme of SCHEMES) await demo.says(demo.part(scheme, 'on the wire'), 'POST /auth/login');
    await demo.says(demo.part('session', 'on the wire'), /__Host-sid=.*HttpOnly.*SameSite=Lax/u);
    await demo.says(demo.part('jwt', 'on the wire'), /__Host-refresh=.*HttpOnly.*SameSite=Strict/u);
    await demo.act('Call /me', BOTH_200);
    await demo.says(demo.part('session', 'on the wire'), /cookie:.*__Host-sid/u);
    await demo.says(demo.part('jwt', 'on the wire'), /authorization:.*Bearer/u);
    await demo.look('In the browser');
    await demo.says(demo.part('session', 'in the browser'), /HttpOnly.*script cannot read it/u);
    await demo.says(demo.part('jwt', 'in the browser'), /"sub"[\s\S]*"sid"/u);
    await demo.says(demo.part('jwt', 'in the browser'), /good for another \d/u);
    await demo.look('On the server');
    await demo.says(demo.part('session', 'on the server'), /2 keys in Redis.*gone in/su);
    await demo.says(demo.part('jwt', 'on the server'), /refresh family.*gone in/su);
    await demo.look('Step by step');
    for (const scheme of SCHEMES) {
      const steps = demo.part(scheme, 'step by step').getByRole('listitem');
      expect(await steps.count()).toBeGreaterThan(3);
      expect(await demo.part(scheme, 'step by step').locator('.step.ahead').count()).toBe(0);
    }
  });

  it('shortens secrets until they are asked for', async () => {
    await demo.logIn();
    await demo.look('In the browser');
    const part = demo.part('session', 'in the browser');
    const secret = part.locator('.secret').first();
    const short = await text(secret);
    await part.getByRole('button', { name: 'show __Host-sid' }).click();
    const long = await text(secret);
    expect(long.length).toBeGreaterThan(60);
    expect(short.length).toBeLessThan(long.length / 2);
    const held = (await context.cookies()).find(({ name }) => name === '__Host-sid')?.value;
    expect(long).toBe(held);
  });

  it('finds the login again after a reload', async () => {
    await demo.logIn();
    await demo.page.reload();
    for (const scheme of SCHEMES) await demo.says(demo.part(scheme), '@');
  });
});

const steal = async (): Promise<void> => {
  await demo.logIn();
  await demo.press('Steal');
  for (const scheme of SCHEMES) await demo.says(demo.part(scheme), 'works on 3 of 3 replicas');
};

const verdict = (scheme: Scheme): Locator => demo.part(scheme).locator('.verdict');
const AT_ONCE = 'refused from the first attempt after the logout';

describe('the thief', () => {
  it('is out at once with a cookie, and goes on with a token until it expires', async () => {
    await demo.part('jwt').getByLabel('an access token lives for').selectOption('10');
    await demo.part('jwt').getByRole('radio', { name: 'stateless', disabled: false }).waitFor();
    await steal();
    await demo.act('Log out', { session: '204', jwt: '204' });
    await demo.says(verdict('jwt'), 'The copy still works');
    await demo.says(verdict('session'), AT_ONCE);
    await demo.says(verdict('jwt'), /was accepted for another .* after the logout/u);
    await demo.part('jwt').getByLabel('an access token lives for').selectOption('300');
    await demo.part('jwt').getByRole('radio', { name: 'stateless', disabled: false }).waitFor();
  });

  it.each(['denylist', 'pushed'])('is out with a token too, where the strategy is %s', async (strategy) => {
    await demo.chooseStrategy('jwt', strategy);
    await steal();
    await demo.act('Log out', { session: '204', jwt: '204' });
    // A push takes a moment: an attempt may just have been before it, in milliseconds.
    await demo.says(verdict('jwt'), strategy === 'pushed' ? /refused from the first|another [\d.]+ ms/u : AT_ONCE);
    const table = demo.page.getByRole('region', { name: 'Thefts so far' });
    await demo.says(table.getByRole('row'), new RegExp(`jwt/${strategy}.*logout`, 'u'));
    await demo.press('Stop the thief');
    await demo.chooseStrategy('jwt', 'stateless');
  });

  it('is told of on a path that a newcomer follows with the keyboard alone', async () => {
    const go = async (name: string): Promise<void> => {
      await demo.tabTo(name);
      await demo.page.keyboard.press('Enter');
    };
    await go('Log in on both');
    for (const scheme of SCHEMES) await demo.says(demo.part(scheme), '@');
    await demo.page.locator('body').focus();
    await go('Steal both');
    for (const scheme of SCHEMES) await demo.says(demo.part(scheme), 'works on 3 of 3 replicas');
    await go('Log out on both');
    await demo.says(verdict('session'), AT_ONCE);
    await demo.says(verdict('jwt'), 'The copy still works');
    // The strategy is a radio group: Tab enters it, an arrow changes it.
    await demo.press('Stop the thief');
    await demo.tabTo('stateless');
    await demo.page.keyboard.press('ArrowRight');
    await demo.part('jwt').getByRole('radio', { name: 'denylist', checked: true, disabled: false }).waitFor();
    await demo.chooseStrategy('jwt', 'stateless');
  });
});

describe('a fault', () => {
  it('that kills Redis is a 503 wherever the store is needed, and heals', async () => {
    await demo.logIn();
    await demo.chooseFault('killed');
    await demo.answered('session', 'Call /me', '503 store_unavailable');
    await demo.answered('jwt', 'Call /me', '200');
    await demo.act('Refresh', { session: 'not sent', jwt: '503 store_unavailable' });
    await demo.act('Log in', { session: '503 store_unavailable', jwt: '503 store_unavailable' });
    await demo.press('Heal Redis');
    await demo.says(demo.page.locator('.stage-news'), 'Redis is healthy again');
    await untilBothLogIn();
    await demo.act('Call /me', BOTH_200);
  });

  it('that makes Redis hang is a 503 and no endless wait', async () => {
    await demo.logIn();
    await demo.chooseFault('hang');
    await demo.answered('session', 'Call /me', '503 store_unavailable');
    await demo.answered('jwt', 'Call /me', '200');
    await demo.chooseFault('healthy');
    await untilBothLogIn();
  });

  it('that kills a replica is not noticed by the visitor', async () => {
    await demo.logIn();
    const faults = demo.part('session', 'faults');
    await demo.button('Kill replica 2', faults).click();
    await demo.says(faults, 'replica 2: dead');
    for (let count = 0; count < 3; count += 1) await demo.act('Call /me', BOTH_200);
    await demo.button('Start replica 2', faults).click();
    await demo.says(faults, 'replica 2: alive');
  });

  it('of session/memory: other replicas do not know the session, unless the balancer is sticky', async () => {
    await demo.chooseStrategy('session', 'memory');
    await demo.logIn();
    const answers = async (): Promise<readonly string[]> => {
      const seen: string[] = [];
      for (let count = 0; count < 3; count += 1) seen.push(await nextSessionAnswer());
      return seen;
    };
    expect((await answers()).toSorted()).toEqual(['200', '401 unauthenticated', '401 unauthenticated']);
    const sticky = demo.part('session', 'faults').getByRole('button', { name: /^Sticky/u });
    await sticky.click();
    await demo
      .part('session', 'faults')
      .getByRole('button', { name: /^Sticky/u, pressed: true })
      .waitFor();
    await demo.logIn();
    expect(await answers()).toEqual(['200', '200', '200']);
    await sticky.click();
    await demo.chooseStrategy('session', 'redis');
  });
});

/** A replica notices by itself that Redis is back. */
const untilBothLogIn = async (): Promise<void> => {
  for (let count = 0; count < 50; count += 1) {
    const answered = demo.page.waitForResponse(({ url, request }) => ofLogin(url(), request().method()));
    await demo.press('Log in');
    await answered;
    const statuses = await Promise.all(
      SCHEMES.map(async (scheme) => await text(demo.part(scheme).locator('.status').first())),
    );
    if (statuses.every((status) => status === '200')) return;
    await demo.page.waitForTimeout(200);
  }
  throw new Error('the APIs did not heal');
};

const ofLogin = (url: string, method: string): boolean => method === 'POST' && url.endsWith('/auth/login');

const nextSessionAnswer = async (): Promise<string> => {
  const facts = demo.part('session', 'faults').getByRole('list', { name: 'Last answers' });
  const before = await facts.getByRole('listitem').count();
  void before;
  const [answer] = await Promise.all([
    demo.page.waitForResponse((one) => one.url().endsWith('/me') && one.request().method() === 'GET'),
    demo.press('Call /me'),
  ]);
  void answer;
  return await text(demo.part('session').locator('.status').first());
};

describe('the limits of the browser', () => {
  it('are tried in the browser that the page is in', async () => {
    await demo.press('Try them in this browser');
    await demo.says(demo.page.getByRole('status'), 'this is what your own browser did');
    const size = await text(demo.page.getByRole('region', { name: 'The size of a cookie' }));
    expect(size).toMatch(/4,096 bytes kept 4,097 bytes dropped, without an error/u);
    expect(await text(demo.page.getByRole('region', { name: 'What script can read' }))).toMatch(
      /document\.cookie nothing access token all \d+ bytes: .*sub/u,
    );
    const rows = await demo.page.getByRole('region', { name: 'GET /me from everywhere' }).locator('tbody tr').all();
    expect(await Promise.all(rows.map(async (row) => (await text(row)).replace(/ [A-Z].*$/u, '')))).toEqual([]);
    const forms = await demo.page.getByRole('region', { name: 'Forged forms and what' }).locator('tbody tr').all();
    expect(await Promise.all(forms.map(text))).toEqual([]);
  });
});

describe('everybody', () => {
  it.each([
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)('can use the page at %i pixels in %s, and nothing lies beside the screen', async (width, colorScheme) => {
    await demo.page.setViewportSize({ width, height: 900 });
    await demo.page.emulateMedia({ colorScheme });
    await steal();
    await demo.act('Log out', { session: '204', jwt: '204' });
    await demo.says(verdict('session'), AT_ONCE);
    await demo.press('Stop the thief');
    await demo.press('Try them in this browser');
    await demo.says(demo.page.getByRole('status'), 'this is what your own browser did');
    for (const tab of ['On the wire', 'In the browser', 'On the server', 'Step by step']) {
      await demo.look(tab);
      const { violations } = await new AxeBuilder({ page: demo.page }).analyze();
      const found = violations.map(
        ({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(({ html }) => html).join(' ')}`,
      );
      expect(found.filter((line) => /\((?:serious|critical)\)/u.test(line))).toEqual([]);
      expect(await demo.page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(
        0,
      );
    }
  });
});

// Each story of the demo, in a real browser, on the real thing.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AxeBuilder } from '@axe-core/playwright';
import { openBrowser } from '@authlab/browser';
import { ROUTES, type Scheme } from '@authlab/contract';
import { openStack, type Stack } from '@authlab/stack';
import type { Browser, BrowserContext, Locator } from 'playwright-core';
import type { DemoState } from '../../src/protocol/demo-state.ts';
import { startDemo } from '../../src/server/start-demo.ts';
import { PATIENT } from '../patient.ts';
import { Visitor } from '../visitor.ts';
import { DemoPage, textOf } from './demo-page.ts';

const SCHEMES = ['session', 'jwt'] as const;
const OK = { session: '200', jwt: '200' } as const;
const NO_CONTENT = { session: '204', jwt: '204' } as const;
/** Long enough for whoever reads, and nothing here waits for it. */
const LIFETIMES = { accessTtlSeconds: 300, sessionIdleTtlSeconds: 1800 };

let stack: Stack;
let browser: Browser;
let state: DemoState;
let context: BrowserContext;
let demo: DemoPage;

beforeAll(async () => {
  stack = await openStack();
  const [opened, address] = await Promise.all([
    openBrowser(stack),
    startDemo(stack, { port: 0, lifetimes: LIFETIMES, replicaEnv: PATIENT }),
  ]);
  browser = opened;
  await using visitor = await Visitor.open(address);
  state = await visitor.state();
});
afterAll(async () => await stack?.close());

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  demo = await DemoPage.open(context, state.pageOrigin);
});
afterEach(async () => {
  await context.close();
  insistOnGoodManners(demo);
});

/** What the page itself must never do, whatever the story; what others refuse to it is not its fault. */
const insistOnGoodManners = ({ errors, requestedHosts }: DemoPage): void => {
  expect([...requestedHosts].filter((host) => host !== 'localhost' && host !== '127.0.0.1')).toEqual([]);
  expect(errors.filter((error) => !isRefusal(error))).toEqual([]);
};

/** Chromium reports every 4xx and 5xx, every answer that CORS hides, and every API answer that may not stand in a frame. */
const isRefusal = (error: string): boolean =>
  error.startsWith('Failed to load resource') ||
  error.includes('blocked by CORS policy') ||
  /X-Frame-Options|frame-ancestors 'none'/u.test(error);

const NOBODY = 'not logged in';

const insistOnLogin = async (): Promise<void> => {
  for (const scheme of SCHEMES) await demo.says(demo.part(scheme).locator('.who'), state.users[0]!.email);
};

describe('one click on both', () => {
  it('does the same on both, and says what each of them answered', async () => {
    for (const scheme of SCHEMES) expect(await textOf(demo.part(scheme).locator('.who'))).toBe(NOBODY);
    await demo.logIn();
    await insistOnLogin();
    await demo.act('Call /me', OK);
    await demo.act('Second device', OK);
    await demo.act('List devices', OK);
    for (const scheme of SCHEMES) {
      const devices = await textOf(demo.part(scheme).getByRole('list', { name: 'Devices' }));
      expect(devices).toContain('This browser');
      expect(devices).toContain('Phone');
    }
    await demo.act('Remove device', NO_CONTENT);
    await demo.act('Refresh', { session: 'not sent', jwt: '200' });
    await demo.act('Change password', NO_CONTENT);
    await demo.act('Log out', NO_CONTENT);
    for (const scheme of SCHEMES) await demo.says(demo.part(scheme).locator('.who'), NOBODY);
    await demo.logIn();
    await demo.act('Change password', NO_CONTENT);
    await demo.act('Log out everywhere', NO_CONTENT);
  });

  it('of an admin changes what the user may do, at once or with the next token', async () => {
    await demo.logIn();
    await demo.act('Change role', OK);
    const { session, jwt } = { session: demo.part('session'), jwt: demo.part('jwt') };
    await demo.act('Call /me', OK);
    expect(await demo.says(session.locator('.who'), 'admin')).toContain(state.users[0]!.email);
    expect(await textOf(jwt.locator('.who'))).not.toContain('admin');
    await demo.act('Refresh', { session: 'not sent', jwt: '200' });
    await demo.act('Call /me', OK);
    await demo.says(jwt.locator('.who'), 'admin');
    await demo.act('Change role', OK);
    await demo.act('Disable', OK);
    await demo.act('Call /me', { session: '401 unauthenticated', jwt: '200' });
    await demo.act('Enable', OK);
  });

  it('shows what crossed the wire, what the browser holds and what the server holds', async () => {
    await demo.logIn();
    await demo.look('On the wire');
    expect(await demo.says(demo.part('session', 'on the wire'), 'POST /auth/login')).toMatch(
      /__Host-sid=.*HttpOnly.*Secure.*SameSite=Lax/u,
    );
    expect(await demo.says(demo.part('jwt', 'on the wire'), 'POST /auth/login')).toMatch(
      /__Host-refresh=.*HttpOnly.*Secure.*SameSite=Strict/u,
    );
    await demo.act('Call /me', OK);
    expect(await demo.says(demo.part('session', 'on the wire'), 'GET /me')).toMatch(/cookie:.*__Host-sid/u);
    expect(await demo.says(demo.part('jwt', 'on the wire'), 'GET /me')).toMatch(/authorization:.*Bearer/u);
    await demo.look('In the browser');
    expect(await textOf(demo.part('session', 'in the browser'))).toMatch(/HttpOnly script cannot read it.*is “”/u);
    expect(await textOf(demo.part('jwt', 'in the browser'))).toMatch(/good for another \d.*"sub".*"sid"/u);
    await demo.look('On the server');
    expect(await demo.says(demo.part('session', 'on the server'), '2 keys in Redis')).toContain('gone in');
    expect(await demo.says(demo.part('jwt', 'on the server'), 'refresh family')).toContain('gone in');
    await demo.look('Step by step');
    for (const scheme of SCHEMES) {
      expect(await demo.part(scheme, 'step by step').locator('.step').count()).toBeGreaterThan(3);
      expect(await demo.part(scheme, 'step by step').locator('.step.ahead').count()).toBe(0);
    }
  });

  it('shortens secrets until they are asked for', async () => {
    await demo.logIn();
    await demo.look('In the browser');
    const part = demo.part('session', 'in the browser');
    const secret = part.locator('.secret').first();
    const short = await textOf(secret);
    await part.getByRole('button', { name: 'show __Host-sid' }).click();
    const held = (await context.cookies()).find(({ name }) => name === '__Host-sid')!.value;
    expect(await textOf(secret)).toBe(held);
    expect(short.length).toBeLessThan(held.length / 2);
  });

  it('is found again after a reload', async () => {
    await demo.logIn();
    await demo.page.reload();
    await insistOnLogin();
    expect(await demo.page.evaluate('document.cookie')).toBe('');
  });
});

const steal = async (): Promise<void> => {
  await demo.logIn();
  await demo.press('Steal');
  for (const scheme of SCHEMES) await demo.says(demo.part(scheme), 'works on 3 of 3 replicas');
};

const verdict = (scheme: Scheme): Locator => demo.part(scheme).locator('.verdict');
const AT_ONCE = 'refused from the first attempt after the logout';

/** Restarts the replicas of the jwt column. */
const setTokenLife = async (seconds: string): Promise<void> => {
  await demo.part('jwt').getByLabel('an access token lives for').selectOption(seconds);
  await demo.part('jwt').getByLabel('an access token lives for').and(demo.page.locator(':disabled')).waitFor();
  await demo.part('jwt').getByLabel('an access token lives for').and(demo.page.locator(':enabled')).waitFor();
};

describe('the thief', () => {
  it('is out at once with a cookie, and goes on with a token until it expires', async () => {
    await setTokenLife('10');
    await steal();
    await demo.act('Log out', NO_CONTENT);
    await demo.says(verdict('jwt'), 'The copy still works');
    expect(await textOf(verdict('session'))).toContain(AT_ONCE);
    expect(await demo.says(verdict('jwt'), 'was accepted for another')).toMatch(/ s after the logout/u);
    await setTokenLife('300');
  });

  it('is met on a path that a newcomer can follow with the keyboard alone', async () => {
    const go = async (name: string): Promise<void> => {
      await demo.tabTo(name);
      await demo.page.keyboard.press('Enter');
    };
    await go('Log in on both');
    await insistOnLogin();
    await go('Steal both');
    for (const scheme of SCHEMES) await demo.says(demo.part(scheme), 'works on 3 of 3 replicas');
    await go('Log out on both');
    expect(await demo.says(verdict('session'), AT_ONCE)).toContain(AT_ONCE);
    await demo.says(verdict('jwt'), 'The copy still works');
    await go('Stop the thief');
    // A radio group: Tab enters it, an arrow changes it.
    await demo.tabTo('stateless');
    // Held as a finger holds it: the group moves the focus a moment later, and chooses only while the key is down.
    await demo.page.keyboard.press('ArrowRight', { delay: 100 });
    await demo.chosen('jwt', 'denylist');
  });

  it.each(['denylist', 'pushed'])('is out with a token too, where the strategy is %s', async (strategy) => {
    await demo.chooseStrategy('jwt', strategy);
    await steal();
    await demo.act('Log out', NO_CONTENT);
    // A push takes a moment, and an attempt may fall into it.
    const said = await demo.says(verdict('jwt'), /refused from the first attempt|was accepted for another/u);
    expect(said).toMatch(
      strategy === 'pushed' ? /refused from the first|another [\d.]+ ms/u : /refused from the first/u,
    );
    const table = demo.page.getByRole('region', { name: 'Thefts so far' });
    expect(await demo.says(table.getByRole('row'), `jwt/${strategy}`)).toContain('logout');
    await demo.press('Stop the thief');
  });
});

/** Presses it, and reads the status off the browser's own network. */
const ask = async (action: string, scheme: Scheme, operation: 'login' | 'me' | 'refresh'): Promise<number> => {
  const { method, path } = ROUTES[operation];
  const url = state.apis[scheme].url + path;
  const [answer] = await Promise.all([
    demo.page.waitForResponse((one) => one.url() === url && one.request().method() === method),
    demo.press(action),
  ]);
  return answer.status();
};

/** Replicas notice that Redis is back, each by itself: the balancer comes to all three when it is asked three times. */
const untilHealed = async (): Promise<void> => {
  for (const scheme of SCHEMES) await inARow(1, () => ask('Log in', scheme, 'login'));
  await inARow(3, () => ask('Call /me', 'session', 'me'));
  await inARow(3, () => ask('Refresh', 'jwt', 'refresh'));
};

const inARow = async (wanted: number, statusOf: () => Promise<number>): Promise<void> => {
  let found = 0;
  while (found < wanted) {
    found = (await statusOf()) === 200 ? found + 1 : 0;
    if (found === 0) await demo.page.waitForTimeout(100);
  }
};

/** In order of their numbers. */
const askThrice = async (): Promise<readonly number[]> => {
  const statuses: number[] = [];
  for (let count = 0; count < 3; count += 1) statuses.push(await ask('Call /me', 'session', 'me'));
  return statuses.toSorted((a, b) => a - b);
};

const UNAVAILABLE = '503 store_unavailable';

/** Restarts replicas only where an earlier test has chosen another. */
const chooseDefaults = async (): Promise<void> => {
  await demo.chooseStrategy('session', 'redis');
  await demo.chooseStrategy('jwt', 'stateless');
};

describe('a fault', () => {
  beforeEach(chooseDefaults);

  it('that kills Redis is a 503 wherever the store is needed, and heals', async () => {
    await demo.logIn();
    await demo.chooseFault('killed');
    await demo.answered('session', 'Call /me', UNAVAILABLE);
    await demo.answered('jwt', 'Call /me', '200');
    await demo.act('Refresh', { session: 'not sent', jwt: UNAVAILABLE });
    await demo.act('Log in', { session: UNAVAILABLE, jwt: UNAVAILABLE });
    await demo.press('Heal Redis');
    await demo.says(demo.page.locator('.stage-news'), 'Redis is healthy again');
    await untilHealed();
    expect(await ask('Call /me', 'session', 'me')).toBe(200);
  });

  it('that makes Redis hang is a 503, and no endless wait', async () => {
    await demo.logIn();
    await demo.chooseFault('hang');
    await demo.answered('session', 'Call /me', UNAVAILABLE);
    await demo.answered('jwt', 'Call /me', '200');
    await demo.chooseFault('healthy');
    await untilHealed();
    expect(await ask('Call /me', 'session', 'me')).toBe(200);
  });

  it('that kills a replica is not noticed by the visitor', async () => {
    await demo.logIn();
    const faults = demo.part('session', 'faults');
    await demo.button('Kill replica 2', faults).click();
    expect(await demo.says(faults, 'replica 2: dead')).toContain('replica 1: alive');
    for (let count = 0; count < 3; count += 1) expect(await ask('Call /me', 'session', 'me')).toBe(200);
    await demo.button('Start replica 2', faults).click();
    await demo.says(faults, 'replica 2: alive');
  });
});

const tryLimits = async (): Promise<void> => {
  await demo.press('Try them in this browser');
  await demo.says(demo.page.getByRole('status'), 'this is what your own browser did');
};

/** What is in the table of that name, cell by cell. */
const cellsOf = async (name: string): Promise<readonly (readonly string[])[]> => {
  const rows = await demo.page.getByRole('region', { name, exact: true }).locator('tbody tr').all();
  return await Promise.all(
    rows.map(
      async (row) => await Promise.all((await row.locator('th, td').all()).map(async (cell) => await textOf(cell))),
    ),
  );
};

const [YES, NO] = ['✓ yes', '✗ no'] as const;

describe('the limits of the browser', () => {
  it('are tried in the browser that the page is in', async () => {
    await tryLimits();
    const size = await textOf(demo.page.getByRole('region', { name: 'The size of a cookie' }));
    expect(size).toMatch(/4,096 bytes kept 4,097 bytes dropped, without an error your session cookie \d+ bytes/u);
    const reach = await textOf(demo.page.getByRole('region', { name: 'What script can read' }));
    expect(reach).toMatch(/document\.cookie nothing access token all \d+ bytes: .*sub/u);
    const calls = await cellsOf('GET /me from everywhere');
    expect(calls.map((cells) => cells.slice(0, 4))).toEqual([
      ['this page, with credentials', YES, '200', YES],
      ['this page, without credentials', NO, '401', YES],
      ['this page, with credentials, to 127.0.0.1', NO, '401', YES],
      ['a stranger on another port, with credentials', YES, '200', NO],
      ['a stranger on 127.0.0.1, with credentials', NO, '401', NO],
      ['this page, with the token, to 127.0.0.1', NO, '200', YES],
    ]);
    expect(await cellsOf('Forged forms and what became of them')).toEqual([
      ['Server session', '127.0.0.1', NO, '403', YES],
      ['Server session', 'another port', YES, '403', YES],
      ['JWT', '127.0.0.1', NO, '403', YES],
      ['JWT', 'another port', YES, '403', YES],
    ]);
  });
});

/** @param place of the page; all of it unless named */
const insistOnAccess = async (place?: string): Promise<void> => {
  const builder = new AxeBuilder({ page: demo.page });
  const { violations } = await (place === undefined ? builder : builder.include(place)).analyze();
  const found = violations.map(({ id, impact, nodes }) => `${impact}: ${id}: ${nodes.map(({ html }) => html).join()}`);
  expect(found.filter((line) => /^(?:serious|critical)/u.test(line))).toEqual([]);
};

describe('everybody', () => {
  it.each([1280, 390])('can use the page at %i pixels, light and dark, and nothing lies beside it', async (width) => {
    await demo.page.setViewportSize({ width, height: 900 });
    await steal();
    await demo.act('Log out', NO_CONTENT);
    await demo.says(verdict('session'), AT_ONCE);
    await demo.press('Stop the thief');
    await tryLimits();
    for (const colorScheme of ['light', 'dark'] as const) {
      await demo.page.emulateMedia({ colorScheme });
      await insistOnAccess();
      for (const tab of ['On the wire', 'In the browser', 'On the server', 'Step by step']) {
        await demo.look(tab);
        await insistOnAccess('.inside');
        expect(await demo.page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThan(1);
      }
    }
  });
});

// The last one: the replicas need not be restarted once more.
describe('session/memory', () => {
  it('other replicas do not know the session, unless the balancer is sticky', async () => {
    await demo.chooseStrategy('session', 'memory');
    await demo.logIn();
    expect(await askThrice()).toEqual([200, 401, 401]);
    const sticky = demo.part('session', 'faults').getByRole('button', { name: /^Sticky/u });
    await sticky.click();
    await sticky.and(demo.page.locator('[aria-pressed=true]')).waitFor();
    await demo.logIn();
    expect(await askThrice()).toEqual([200, 200, 200]);
  });
});

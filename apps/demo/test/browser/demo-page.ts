// The demo's page in a real browser: found by what a visitor sees, and by what a screen reader says.
import type { Scheme } from '@authlab/contract';
import type { BrowserContext, Locator, Page } from 'playwright-core';

const NAMES: Readonly<Record<Scheme, string>> = { session: 'Server session', jwt: 'JWT' };
const WAIT_MS = 20_000;
/** More than the page has stops. */
const MAX_TABS = 200;

export class DemoPage {
  readonly page: Page;
  /** Errors of the console and of scripts. */
  readonly errors: string[] = [];
  /** Of every request of the page and its frames. */
  readonly requestedHosts = new Set<string>();

  private constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(WAIT_MS);
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('request', (request) => this.requestedHosts.add(new URL(request.url()).hostname));
  }

  /** With a login that an earlier test may have left in the context. */
  static async open(context: BrowserContext, address: string): Promise<DemoPage> {
    const demo = new DemoPage(await context.newPage());
    await demo.page.goto(address);
    await demo
      .button('Log in')
      .waitFor()
      .catch(async (error: unknown) => {
        const seen = [await textOf(demo.page.locator('body')), ...demo.errors].join(' | ');
        throw new Error(`the page does not come up: ${seen}`, { cause: error });
      });
    return demo;
  }

  /** One half of a pair, such as `part('jwt', 'on the wire')`. */
  part(scheme: Scheme, name = 'what it does'): Locator {
    return this.page.getByRole('region', { name: `${NAMES[scheme]}: ${name}`, exact: true });
  }

  /** The first of that name, anywhere or in one part. */
  button(name: string, within: Locator | Page = this.page): Locator {
    return within.getByRole('button', { name, exact: true }).first();
  }

  async press(name: string): Promise<void> {
    await this.button(name).click();
  }

  /** Does it on both, and waits for the answers: such as `200`, `503 store_unavailable` or `not sent`. */
  async act(name: string, statuses: Readonly<Record<Scheme, string>>): Promise<void> {
    await this.press(name);
    for (const scheme of ['session', 'jwt'] as const) await this.answered(scheme, name, statuses[scheme]);
  }

  async answered(scheme: Scheme, action: string, status: string): Promise<void> {
    await this.says(this.part(scheme).locator('.answer-line'), `${action}${status}`);
  }

  /** The login form: whoever is in it. */
  async logIn(): Promise<void> {
    await this.act('Log in', { session: '200', jwt: '200' });
  }

  /** Waits until the replicas run with it. */
  async chooseStrategy(scheme: Scheme, name: string): Promise<void> {
    await this.part(scheme).getByRole('radio', { name, exact: true }).click();
    await this.chosen(scheme, name);
  }

  /** Waits until the replicas run with it. */
  async chosen(scheme: Scheme, name: string): Promise<void> {
    await this.part(scheme).getByRole('radio', { name, exact: true, checked: true, disabled: false }).waitFor();
  }

  async chooseFault(name: string): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'Redis' }).getByRole('radio', { name, exact: true }).click();
  }

  async look(tab: string): Promise<void> {
    await this.page.getByRole('tab', { name: tab, exact: true }).click();
  }

  /** Waits until it is there; texts of neighbours are joined without a blank. @returns all of what it says then */
  async says(place: Locator, text: string | RegExp): Promise<string> {
    const found = place.filter({ hasText: text }).first();
    await found.waitFor();
    return await textOf(found);
  }

  /** With the key Tab alone, from where the focus is. @throws {Error} when it is not reached */
  async tabTo(name: string): Promise<void> {
    const wanted = this.page.locator(':focus').filter({ hasText: name });
    for (let count = 0; count < MAX_TABS; count += 1) {
      if ((await wanted.count()) > 0) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`the key Tab does not lead to ${name}`);
  }
}

/** As it is seen, with single blanks. */
export const textOf = async (place: Locator): Promise<string> =>
  (await place.innerText()).replaceAll(/\s+/gu, ' ').trim();

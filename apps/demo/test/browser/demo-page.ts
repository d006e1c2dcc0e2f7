// The demo's page in a real browser: found by what a visitor sees, and by what a screen reader says.
import type { Scheme } from '@authlab/contract';
import type { BrowserContext, Locator, Page } from 'playwright-core';

const NAMES: Readonly<Record<Scheme, string>> = { session: 'Server session', jwt: 'JWT' };
const WAIT_MS = 20_000;

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
    await demo.button('Log in').waitFor();
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

  async chooseStrategy(scheme: Scheme, name: string): Promise<void> {
    const radio = this.part(scheme).getByRole('radio', { name, exact: true });
    await radio.click();
    await this.part(scheme).getByRole('radio', { name, exact: true, checked: true, disabled: false }).waitFor();
  }

  async chooseFault(name: string): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'Redis' }).getByRole('radio', { name, exact: true }).click();
  }

  async look(tab: string): Promise<void> {
    await this.page.getByRole('tab', { name: tab, exact: true }).click();
  }

  /** Waits until it is there; texts of neighbours are joined without a blank. */
  async says(place: Locator, text: string | RegExp): Promise<void> {
    await place.filter({ hasText: text }).first().waitFor();
  }

  /** With the key Tab alone, from where the focus is. @throws {Error} when it is not reached */
  async tabTo(name: string | RegExp, maxPresses = 120): Promise<void> {
    const wanted = this.page.locator(':focus').filter({ hasText: name });
    for (let count = 0; count < maxPresses; count += 1) {
      await this.page.keyboard.press('Tab');
      if ((await wanted.count()) > 0) return;
    }
    throw new Error(`the key Tab does not lead to ${String(name)}`);
  }
}

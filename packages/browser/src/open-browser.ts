// Opens a real browser that ends with the stack, and hands it over as Playwright's.
import { type Stack, startChromium } from '@authlab/stack';
import type { Browser } from 'playwright-core';

/**
 * A Chromium of your own with an empty profile. Its default context is that of an ordinary window; each
 * `newContext()` is a profile of its own, as a private window has it.
 *
 * @throws {ProgramMissingError} there is none and none may be installed
 * @throws {ChromiumStartError} it does not come up
 */
export const openBrowser = async (stack: Stack): Promise<Browser> => {
  const { endpoint } = await stack.own(async (signal) => await startChromium(signal));
  // Loaded here and not above: readers of the facts need no browser.
  const { chromium } = await import('playwright-core');
  const { browser } = await stack.own(async () => {
    const connected = await chromium.connectOverCDP(endpoint);
    return { browser: connected, [Symbol.asyncDispose]: async () => await connected.close() };
  });
  return browser;
};

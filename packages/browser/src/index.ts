// The door of @authlab/browser: a real browser for tests, and what is asserted about browsers with it.
export { openBrowser } from './open-browser.ts';

// The door of @authlab/browser: a real browser for tests, and the facts that were observed in it.
export { openBrowser } from './open-browser.ts';
export { type BrowserResult, browserResultSchema, isAsExpected, type ObservedFact } from './result/browser-result.ts';
export { BrowserResultError, readBrowserResult } from './result/read-browser-result.ts';

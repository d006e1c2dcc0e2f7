// Puts the observed facts about the browser beside the figures of a run.
import type { BrowserResult } from '@authlab/browser';
import type { Summary } from './summary.ts';

/** Without facts, the summary stays as it is. */
export const withBrowser = (summary: Summary, browser: BrowserResult | undefined): Summary =>
  browser === undefined ? summary : { ...summary, browser };

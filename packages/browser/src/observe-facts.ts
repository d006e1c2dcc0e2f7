// Observes every fact in a fresh browser.
import { setTimeout as delay } from 'node:timers/promises';
import type { Stack } from '@authlab/stack';
import { FACT_GROUPS } from './fact/fact-groups.ts';
import type { Fact } from './fact/fact.ts';
import type { BrowserResult, ObservedFact } from './result/browser-result.ts';
import { openScene, type Scene } from './scene/scene.ts';

const LIMIT_MS = 60_000;

/**
 * Starts a browser, both APIs and some pages, all of them owned by the stack.
 *
 * @param now for the date of the result
 * @throws {ProgramMissingError} and what else starting things throws
 */
export const observeFacts = async (stack: Stack, now: Date): Promise<BrowserResult> => {
  const scene = await openScene(stack);
  // Facts of one group may share a window; those of different groups do not meet.
  const groups = await Promise.all(FACT_GROUPS.map(async (facts) => await observeGroup(scene, facts)));
  return {
    schemaVersion: 1,
    browser: { name: 'Chromium', version: scene.browser.version() },
    observedAt: now.toISOString(),
    facts: groups.flat(),
  };
};

const observeGroup = async (scene: Scene, facts: readonly Fact[]): Promise<ObservedFact[]> => {
  const observed: ObservedFact[] = [];
  for (const { observe, ...fact } of facts) {
    observed.push({ ...fact, observed: await inTime(fact.id, observe(scene)) });
  }
  return observed;
};

/** Playwright waits for some things without an end. @throws {Error} that names the fact */
const inTime = async (id: string, observed: Promise<string>): Promise<string> => {
  const timer = new AbortController();
  const tooLate = async (): Promise<never> => {
    await delay(LIMIT_MS, undefined, { signal: timer.signal });
    throw new Error(`the fact ${id} was not observed within ${LIMIT_MS} ms`);
  };
  try {
    return await Promise.race([observed, tooLate()]);
  } finally {
    timer.abort();
  }
};

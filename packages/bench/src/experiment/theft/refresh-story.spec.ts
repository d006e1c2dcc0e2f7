// Which refusals are the machine's doing, and which are findings.
import { expect, it } from '@jest/globals';
import { isMissed } from './refresh-story.ts';

const GRACE_MS = 1000;
const before = { startMs: 300 };

it.each([
  { about: 'in the window', status: 401, endMs: 1300, wait: 'within-grace', missed: false },
  { about: 'after the window', status: 401, endMs: 1301, wait: 'within-grace', missed: true },
  { about: 'meant to be after the window', status: 200, endMs: 1700, wait: 'beyond-grace', missed: false },
  { about: 'told to come again', status: 503, endMs: 600, wait: 'within-grace', missed: true },
] as const)('a refresh $about: $missed', ({ status, endMs, wait, missed }) => {
  expect(isMissed({ status, endMs }, { before, wait, graceMs: GRACE_MS })).toBe(missed);
});

it('the first refresh has no window to miss', () => {
  const place = { before: undefined, wait: 'within-grace', graceMs: GRACE_MS } as const;
  expect(isMissed({ status: 401, endMs: 5000 }, place)).toBe(false);
});

// A replica that confirms is no proof where it confirms another server's writes: the mark must be there.
import { openStack, type Stack } from '@authlab/stack';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { fenceAt, revokeBehind, withReplica } from './fence-at.ts';
import { openTestStore, type TestStore } from './test-store.ts';

const DEADLINE_MS = 2000;

let stack: Stack;
let opened: TestStore;
beforeEach(async () => {
  [stack, opened] = await Promise.all([openStack(), openTestStore()]);
});
afterEach(async () => {
  await opened[Symbol.asyncDispose]();
  await stack.close();
});

it('is confirmed by a replica of the server that revoked, and not by one of another', async () => {
  const other = await stack.redis();
  const own = { url: opened.url, port: Number(new URL(opened.url).port) };
  await Promise.all([withReplica(stack, own), withReplica(stack, other)]);
  const fences = await Promise.all([own, other].map(async ({ url }) => await fenceAt(url, DEADLINE_MS)));
  const outcomes = await Promise.all(fences.map(async (fence) => await revokeBehind(fence, opened)));
  for (const fence of fences) fence.close();
  expect(outcomes).toEqual(['confirmed', 'store_unavailable']);
});

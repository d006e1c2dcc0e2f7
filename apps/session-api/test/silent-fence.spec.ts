// The connection on which replicas are waited for falls silent: who waits is told in time, and a new one takes its place.
import { setTimeout as delay } from 'node:timers/promises';
import type { ReplicaFence } from '@authlab/api-kit';
import { type FaultProxy, openStack, type Stack } from '@authlab/stack';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { fenceAt, revokeBehind, withReplica } from './fence-at.ts';
import { openTestStore, type TestStore } from './test-store.ts';

const DEADLINE_MS = 300;
const ASK_AGAIN_MS = 20;
const WAITING = 8;

let stack: Stack;
let opened: TestStore;
let network: FaultProxy;
let fence: ReplicaFence;
beforeEach(async () => {
  [stack, opened] = await Promise.all([openStack(), openTestStore()]);
  const own = { url: opened.url, port: Number(new URL(opened.url).port) };
  await withReplica(stack, own);
  network = await stack.proxy(own.port);
  fence = await fenceAt(`redis://127.0.0.1:${network.port}`, DEADLINE_MS);
});
afterEach(async () => {
  fence.close();
  await opened[Symbol.asyncDispose]();
  await stack.close();
});

const revoke = async (): Promise<string> => await revokeBehind(fence, opened);

const revokeAtOnce = async (): Promise<Set<string>> =>
  new Set(await Promise.all(Array.from({ length: WAITING }, revoke)));

it('confirms nothing while it is silent, leaves nobody waiting, and confirms again on a new connection', async () => {
  expect(await revokeAtOnce()).toEqual(new Set(['confirmed']));
  network.hang();
  expect(await revokeAtOnce()).toEqual(new Set(['store_unavailable']));
  // It gives that connection up, and the next one is silent too.
  while (network.openConnections >= 1) await delay(ASK_AGAIN_MS);
  expect(await revokeAtOnce()).toEqual(new Set(['store_unavailable']));
  network.heal();
  while ((await revoke()) !== 'confirmed') await delay(ASK_AGAIN_MS);
  expect(await revokeAtOnce()).toEqual(new Set(['confirmed']));
});

// All faults by name.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultProxy } from '@authlab/stack';
import type { OutageFault } from '../../result/outage-record.ts';
import { evictKeys } from './evict-keys.ts';
import { failover } from './failover.ts';
import { linkDown } from './link-down.ts';
import { type Fault, type Hold, type LinkedRedis, linkedFault } from './fault.ts';

/** Nothing that was acknowledged is lost: what is measured is the outage alone. */
const PERSISTENT = { appendonly: 'yes', appendfsync: 'always' };

const FLAP_MS = 400;

const killed = async ({ server }: LinkedRedis, { until }: Hold): Promise<void> => {
  await server.kill();
  await until();
  await server.restart();
};

const hung = async ({ server }: LinkedRedis, { until }: Hold): Promise<void> => {
  server.suspend();
  await until();
  server.resume();
};

/** Whatever it is, on the given links. */
const broken =
  (does: (link: FaultProxy) => void, links: (redis: LinkedRedis) => readonly FaultProxy[]) =>
  async (redis: LinkedRedis, { until }: Hold): Promise<void> => {
    for (const link of links(redis)) does(link);
    await until();
    for (const link of links(redis)) link.heal();
  };

const both = ({ near, far }: LinkedRedis) => [near, far];
const farOne = ({ far }: LinkedRedis) => [far];

/** The delay is of the round trip. */
const slow = (roundTripMs: number) => broken((link) => link.delay(roundTripMs / 2), both);

const flapping = async (redis: LinkedRedis, { over }: Hold): Promise<void> => {
  while (!over.aborted) {
    for (const link of both(redis)) link.cut();
    await rest(FLAP_MS, over);
    for (const link of both(redis)) link.heal();
    await rest(FLAP_MS, over);
  }
};

/** Sleeps, or wakes early when the fault is over. */
const rest = async (durationMs: number, over: AbortSignal): Promise<void> => {
  await sleep(durationMs, undefined, { signal: over }).catch(() => undefined);
};

export const FAULTS: Readonly<Record<OutageFault, Fault>> = {
  'slow-5ms': linkedFault(slow(5)),
  'slow-50ms': linkedFault(slow(50)),
  'slow-400ms': linkedFault(slow(400)),
  refused: linkedFault(killed, PERSISTENT),
  hang: linkedFault(hung),
  'black-hole': linkedFault(broken((link) => link.hang(), both)),
  'link-down': linkDown,
  flapping: linkedFault(flapping),
  'link-cut': linkedFault(broken((link) => link.cut(), farOne)),
  'link-silent': linkedFault(broken((link) => link.hang(), farOne)),
  'restart-empty': linkedFault(killed),
  failover: failover(0),
  'failover-confirmed': failover(1),
  eviction: linkedFault(evictKeys),
};

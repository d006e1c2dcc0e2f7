// A link that answers is left alone, a silent one is made anew, a closed one is forgotten.
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { watchLink } from './watch-link.ts';

const INTERVAL_MS = 10;

/** Writes down what is done to it. */
class Link extends EventEmitter {
  isOpen = true;
  isReady = true;
  readonly done: string[] = [];

  destroy(): void {
    this.done.push('destroy');
    this.isOpen = false;
  }

  async connect(): Promise<void> {
    this.done.push('connect');
    this.isOpen = true;
    this.emit('connecting');
    await Promise.resolve();
  }
}

describe('watchLink', () => {
  it('makes a link anew on which no ping is answered', async () => {
    const link = new Link();
    const renewed = once(link, 'connecting');
    watchLink(link, { intervalMs: INTERVAL_MS, onSilent: () => link.done.push('silent') });
    await renewed;
    expect(link.done).toEqual(['silent', 'destroy', 'connect']);
    link.isOpen = false;
  });

  it('leaves alone a link that answers, and one that is being made', async () => {
    const answering = new Link();
    const connecting = new Link();
    connecting.isReady = false;
    for (const link of [answering, connecting]) {
      watchLink(link, { intervalMs: INTERVAL_MS, onSilent: () => link.done.push('silent') });
    }
    for (let count = 0; count < 20; count += 1) {
      answering.emit('ping-interval');
      await delay(INTERVAL_MS);
    }
    expect([answering.done, connecting.done]).toEqual([[], []]);
    for (const link of [answering, connecting]) link.isOpen = false;
  });

  it('never opens again what was closed', async () => {
    const link = new Link();
    watchLink(link, { intervalMs: INTERVAL_MS, onSilent: () => link.done.push('silent') });
    link.isOpen = false;
    await delay(10 * INTERVAL_MS);
    link.isOpen = true;
    await delay(10 * INTERVAL_MS);
    expect(link.done).toEqual([]);
  });
});

// Which replica gets a request: the next in turn, or with sticky on the one that the browser had before.
import type { LiveReplica } from '../replica/replica-set.ts';

const REMEMBERED_BROWSERS = 1000;

export class ReplicaChoice {
  isSticky = false;
  #turn = 0;
  readonly #places = new Map<string, number>();

  /** All that live, the best first: should it be found dead, the next is tried. */
  order(live: readonly LiveReplica[], browser: string): readonly LiveReplica[] {
    const kept = this.isSticky ? live.find(({ index }) => index === this.#places.get(browser)) : undefined;
    const first = kept ?? this.#next(live);
    return first === undefined ? [] : [first, ...live.filter((replica) => replica !== first)];
  }

  /** The replica that answered. */
  keep(browser: string, index: number): void {
    if (this.#places.size >= REMEMBERED_BROWSERS) this.#places.clear();
    this.#places.set(browser, index);
  }

  #next(live: readonly LiveReplica[]): LiveReplica | undefined {
    const next = live.find(({ index }) => index >= this.#turn) ?? live[0];
    if (next !== undefined) this.#turn = next.index + 1;
    return next;
  }
}

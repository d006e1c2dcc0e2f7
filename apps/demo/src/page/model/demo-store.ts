// Holds what the page knows, and tells React when it changes.
import { applyChange } from './apply-change.ts';
import type { Change } from './change.ts';
import { EMPTY_MODEL, type Model } from './model.ts';

export class DemoStore {
  #model: Model = EMPTY_MODEL;
  readonly #listeners = new Set<() => void>();

  /** Bound, because React calls it alone. */
  readonly current = (): Model => this.#model;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  apply(change: Change): void {
    this.#model = applyChange(this.#model, change);
    for (const listener of this.#listeners) listener();
  }
}

// Tells every listening page what happens.
import type { DemoEvent } from '../protocol/demo-event.ts';

export type Tell = (event: DemoEvent) => void;

export class EventHub {
  readonly #listeners = new Set<Tell>();

  readonly tell: Tell = (event) => {
    for (const listener of this.#listeners) listener(event);
  };

  /** @returns ends the listening */
  listen(listener: Tell): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

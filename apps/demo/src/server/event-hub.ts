// Tells every listening page what happens.
import type { DemoEvent } from '../protocol/demo-event.ts';

export type Tell = (event: DemoEvent) => void;

export class EventHub {
  /** Parts change while the demo still starts, and nobody can tell its state yet. */
  #onChange: () => void = () => undefined;
  readonly #listeners = new Set<Tell>();

  readonly tell: Tell = (event) => {
    for (const listener of this.#listeners) listener(event);
  };

  /** @param onChange tells the state of the whole demo */
  onChange(onChange: () => void): void {
    this.#onChange = onChange;
  }

  /** Some part's state is another one now. */
  changed(): void {
    this.#onChange();
  }

  /** @returns ends the listening */
  listen(listener: Tell): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

// A question about browsers, and how the answer is observed.
import type { Scene } from '../scene/scene.ts';

export interface Fact {
  readonly id: string;
  readonly question: string;
  /** What standards and the APIs promise. Absent where each browser decides for itself. */
  readonly expected?: string;
  /** Who saw it, and where. */
  readonly how: string;
  /** Does it in the browser, and returns what was seen: the text of `expected` when it is as expected. */
  readonly observe: (scene: Scene) => Promise<string>;
}

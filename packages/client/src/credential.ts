// The port of a client's credential: what goes into requests, and what is learned from answers.
import type { Answer } from './answer.ts';

export interface Credential {
  /** The headers that carry the credential to `url`. */
  headersFor(url: string): Readonly<Record<string, string>>;
  /** Takes in what an answer gives or takes back. */
  learn(url: string, answer: Answer): void;
  /** A second holder of the same credential as it is now: another tab, a test, a thief. */
  copy(): Credential;
}

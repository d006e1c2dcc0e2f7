// The port behind which it is decided when a revocation that the master has written counts as done.
import type { ScriptKeys } from './indexed-script.ts';

/** One revocation on its way. */
export interface FencedWrite {
  /** For the script that revokes. */
  readonly keys: ScriptKeys;

  /**
   * To be asked when the script has answered, and before anybody is told that it is done. What is known here of revoked
   * credentials must be so already: an unconfirmed revocation is one all the same.
   *
   * @throws {AppError} `store_unavailable`: a failover could undo it
   */
  confirm(): Promise<void>;
}

export abstract class RevocationFence {
  /** @param index the key of the index that the script is called with */
  abstract write(index: string): FencedWrite;

  abstract close(): void;
}

/** `REVOCATION_REPLICAS=0`: what the master has written is done. */
export class NoFence extends RevocationFence {
  override write(index: string): FencedWrite {
    return { keys: [index], confirm: () => Promise.resolve() };
  }

  override close(): void {}
}

// Writes down for each exchange which commands Redis ran for it.
import type { Scheme } from '@authlab/contract';
import type { RedisCommand } from '../../protocol/redis-command.ts';
import type { Tell } from '../event-hub.ts';
import { describeCommand } from '../redis/describe-command.ts';
import { isBackground } from '../redis/is-background.ts';
import type { SeenCommand } from '../redis/redis-watch.ts';
import type { CommandCause, RequestLedger } from './request-ledger.ts';

type Cause = CommandCause | { readonly cause: 'background' };

export class CommandBook {
  readonly #scheme: Scheme;
  readonly #ledger: RequestLedger;
  readonly #tell: Tell;
  readonly #pages = new Map<string, RedisCommand[]>();
  /** What a script sends has the cause of the script. */
  #lastCause: Cause = { cause: 'background' };

  constructor(scheme: Scheme, ledger: RequestLedger, tell: Tell) {
    this.#scheme = scheme;
    this.#ledger = ledger;
    this.#tell = tell;
  }

  open(exchangeId: string): void {
    this.#pages.set(exchangeId, []);
  }

  /** @returns what was written down, in the order in which Redis ran it */
  close(exchangeId: string): RedisCommand[] {
    const page = this.#pages.get(exchangeId) ?? [];
    this.#pages.delete(exchangeId);
    return page;
  }

  take(seen: SeenCommand): void {
    const { replica, atMs, words, insideScript } = seen;
    if (!insideScript) this.#lastCause = this.#causeOf(seen);
    const cause = this.#lastCause;
    const command = { scheme: this.#scheme, replica, atMs, insideScript, ...describeCommand(words), ...cause };
    if (cause.cause === 'exchange') this.#pages.get(cause.exchangeId)?.push(command);
    this.#tell({ type: 'redis-command', command });
  }

  #causeOf({ replica, atMs, words }: SeenCommand): Cause {
    return isBackground(words) ? { cause: 'background' } : this.#ledger.causeOf(replica, atMs);
  }
}

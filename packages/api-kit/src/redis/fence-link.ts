// One connection to one master, on which replicas are waited for: WAIT blocks, and speaks of its own connection alone.
import { createClient } from 'redis';
import type { RedisAccess } from '../config/redis-env.ts';
import { linkOptions } from './link-options.ts';

/** How long a mark lives on when it has been looked at. */
const SEEN_MARK_MS = 1000;
/** WAIT with a time-out of 0 would wait for ever. */
const AT_ONCE_MS = 1;

/** Where a master listens; `url` where the operator named it. */
export type MasterAddress = { readonly url: string } | { readonly host: string; readonly port: number };

export interface FenceLinkOptions {
  readonly address: MasterAddress;
  readonly access: RedisAccess;
  /** How many must have it. */
  readonly replicas: number;
  /** How long they are waited for. */
  readonly waitMs: number;
  readonly onClosed: () => void;
}

interface Waiting {
  readonly mark: string;
  readonly resolve: (isConfirmed: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * It never reconnects: on another connection WAIT would count replicas that know nothing of what was written on this one.
 * Marks that come while replicas are waited for share the next round.
 */
export class FenceLink {
  readonly #options: FenceLinkOptions;
  readonly #client: ReturnType<typeof clientFor>;
  #waiting: Waiting[] = [];
  #isAsking = false;

  private constructor(options: FenceLinkOptions) {
    this.#options = options;
    this.#client = clientFor(options);
    // The same error rejects the commands.
    this.#client.on('error', () => this.close());
  }

  /** @throws the client's errors */
  static async open(options: FenceLinkOptions): Promise<FenceLink> {
    const link = new FenceLink(options);
    try {
      await link.#client.connect();
      return link;
    } catch (error) {
      link.close();
      throw error;
    }
  }

  /** How many replicas this master has now. */
  async countReplicas(): Promise<number> {
    return await this.#client.wait(this.#options.replicas, AT_ONCE_MS);
  }

  /**
   * @param mark a key that a script has written on this master, as far as anybody knows
   * @returns false when it is not there, so that this is another server or another history, or when too few replicas have it
   * @throws the client's errors
   */
  confirm(mark: string): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ mark, resolve, reject });
      if (!this.#isAsking) void this.#askAll();
    });
  }

  close(): void {
    if (this.#client.isOpen) this.#client.destroy();
    this.#options.onClosed();
  }

  async #askAll(): Promise<void> {
    this.#isAsking = true;
    while (this.#waiting.length > 0) {
      const round = this.#waiting;
      this.#waiting = [];
      await this.#ask(round);
    }
    this.#isAsking = false;
  }

  /** Never rejects: each who waits is told what it concerns. */
  async #ask(round: readonly Waiting[]): Promise<void> {
    const { replicas, waitMs } = this.#options;
    const giveUp = setTimeout(() => this.close(), 2 * waitMs);
    // Sent in one go. Giving the mark another end is a write, which comes after the one that left the mark, in the order in
    // which replicas get them; and it says whether the mark is there.
    const seen = round.map(({ mark }) => this.#client.pExpire(mark, SEEN_MARK_MS));
    const [count, ...marks] = await Promise.allSettled([this.#client.wait(replicas, waitMs), ...seen]);
    clearTimeout(giveUp);
    for (const [place, { resolve, reject }] of round.entries()) {
      const mark = marks[place];
      if (count.status === 'rejected') reject(count.reason);
      else if (mark?.status === 'rejected') reject(mark.reason);
      else resolve(mark?.value === 1 && count.value >= replicas);
    }
  }
}

const clientFor = ({ address, access }: FenceLinkOptions) => {
  const link = linkOptions(access, () => false);
  const place =
    'url' in address
      ? { ...link, url: address.url }
      : { ...link, socket: { ...link.socket, host: address.host, port: address.port } };
  return createClient({ ...place, commandOptions: { timeout: 0 } });
};

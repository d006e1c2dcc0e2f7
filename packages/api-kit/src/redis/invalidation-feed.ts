// What Redis says about keys that this process has read (client-side caching, RESP3), and nothing of node-redis's own cache.
import { BasicPooledClientSideCache } from 'redis';

/** Who holds copies and must drop them. */
export interface CopyHolder {
  /** The key has changed, expired, been deleted or evicted. */
  drop(key: string): void;
  /** Redis has forgotten what this process has read: every copy may be old, and nothing will say so. */
  dropAll(): void;
  /** A link was lost, or is being made anew: of what was read before, nothing is heard any more. */
  linkLost(): void;
}

/**
 * node-redis's cache answers with clones behind several promises and keeps what its caller cannot bound by use. Here it
 * only turns tracking on, on every connection of a client, a Cluster or a Sentinel's master, and passes on the pushes.
 */
export class InvalidationFeed extends BasicPooledClientSideCache {
  #holder: CopyHolder | undefined;

  /** From now on, `holder` hears of every change. */
  follow(holder: CopyHolder): void {
    this.#holder = holder;
  }

  override async handleCache(...[, parser, fn, transformReply, typeMapping]: HandleCache): Promise<unknown> {
    const reply = await fn();
    return transformReply === undefined ? reply : transformReply(reply, parser.preserve, typeMapping);
  }

  override invalidate(key: Buffer | string | null): void {
    if (key === null) this.#holder?.dropAll();
    else this.#holder?.drop(key.toString());
  }

  /** Asked for at the beginning of every connection, which knows of no reads, and may fail before it is ready. */
  override trackingOn(): ReturnType<BasicPooledClientSideCache['trackingOn']> {
    this.#holder?.linkLost();
    return super.trackingOn();
  }

  override clear(): void {
    this.#holder?.linkLost();
  }
}

type HandleCache = Parameters<BasicPooledClientSideCache['handleCache']>;

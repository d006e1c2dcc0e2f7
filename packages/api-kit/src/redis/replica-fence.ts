// Counts a revocation as done only when replicas of Redis have it too, so that it survives the death of the master.
import { randomBytes } from 'node:crypto';
import { AppError } from '@authlab/contract';
import type { RedisAccess, RedisPlace } from '../config/redis-env.ts';
import type { Log } from '../log/log.ts';
import { FenceLink, type MasterAddress } from './fence-link.ts';
import { markKey } from './indexed-script.ts';
import { masterOf, mastersOf } from './master-of.ts';
import { RedisStartError } from './redis-start-error.ts';
import { type FencedWrite, RevocationFence } from './revocation-fence.ts';
import type { StoreGate } from './store-gate.ts';

export interface ReplicaFenceOptions {
  /** The client that writes: it knows which server is the master. */
  readonly redis: unknown;
  readonly place: RedisPlace;
  readonly access: RedisAccess;
  readonly gate: StoreGate;
  readonly log: Pick<Log, 'warn' | 'error'>;
  /** `REVOCATION_REPLICAS`. */
  readonly replicas: number;
  /** How long they are waited for. */
  readonly waitMs: number;
  readonly countUnconfirmed: () => void;
}

const MARK_BYTES = 12;

/**
 * The script that revokes leaves a mark, in the same atomic step and the same hash slot. On a connection of its own to the
 * master the mark is then looked for by another write, and replicas are waited for. Replication keeps the order, so whoever
 * has the second write has the first; and a mark that is not there says that this is not the server that revoked.
 */
export class ReplicaFence extends RevocationFence {
  readonly #options: ReplicaFenceOptions;
  /** By address. */
  readonly #links = new Map<string, Promise<FenceLink>>();

  private constructor(options: ReplicaFenceOptions) {
    super();
    this.#options = options;
  }

  /**
   * Says loudly when there are fewer replicas than needed, and does not refuse to start: they may be on their way, and all
   * but revocations works without them.
   *
   * @throws {RedisStartError} a master cannot be reached, or its user may not wait
   */
  static async open(options: ReplicaFenceOptions): Promise<ReplicaFence> {
    const fence = new ReplicaFence(options);
    try {
      const masters = mastersOf(options);
      await Promise.all(masters.map(async (master) => await fence.#lookAt(master)));
      return fence;
    } catch (error) {
      fence.close();
      throw new RedisStartError(error);
    }
  }

  override write(index: string): FencedWrite {
    const mark = markKey(index, randomBytes(MARK_BYTES).toString('base64url'));
    return { keys: [index, mark], confirm: async () => await this.#confirm(mark) };
  }

  override close(): void {
    for (const link of this.#links.values())
      void link.then(
        (open) => open.close(),
        () => undefined,
      );
  }

  async #lookAt(master: MasterAddress): Promise<void> {
    const link = await this.#linkTo(master);
    const connected = await link.countReplicas();
    const { replicas, log } = this.#options;
    if (connected >= replicas) return;
    log.error(
      { event: 'revocation_replicas_missing', wanted: replicas, connected },
      'Redis has fewer replicas than REVOCATION_REPLICAS: until it has, every revocation is answered 503',
    );
  }

  async #confirm(mark: string): Promise<void> {
    let cause: unknown = new Error('too few replicas of Redis confirmed it in time');
    try {
      if (await this.#options.gate.run(this.#ask(mark))) return;
    } catch (error) {
      cause = error;
    }
    this.#options.countUnconfirmed();
    throw new AppError('store_unavailable', {
      detail: 'Not confirmed by enough replicas of the store: a failover could undo it. Try again.',
      retryAfterSeconds: 1,
      cause,
    });
  }

  async #ask(mark: string): Promise<boolean> {
    const link = await this.#linkTo(masterOf(this.#options, mark));
    return await link.confirm(mark);
  }

  #linkTo(address: MasterAddress): Promise<FenceLink> {
    const key = 'url' in address ? address.url : `${address.host}:${address.port}`;
    const known = this.#links.get(key);
    if (known !== undefined) return known;
    const { access, replicas, waitMs } = this.#options;
    const forget = (): void => {
      if (this.#links.get(key) === opening) this.#links.delete(key);
    };
    const opening = FenceLink.open({ address, access, replicas, waitMs, onClosed: forget });
    this.#links.set(key, opening);
    return opening;
  }
}

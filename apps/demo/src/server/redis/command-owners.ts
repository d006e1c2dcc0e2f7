// Which replica a connection to Redis belongs to.
import type { Observer } from './connect-observer.ts';
import { OBSERVER } from './connect-observer.ts';
import { replicaOfUser } from './demo-redis.ts';

type Owner = number | 'observer';

export class CommandOwners {
  readonly #observer: Pick<Observer, 'clientList'>;
  readonly #owners = new Map<string, Owner>();

  constructor(observer: Pick<Observer, 'clientList'>) {
    this.#observer = observer;
  }

  /** @returns undefined for connections of the demo itself, and for those that have not logged in yet or are gone */
  async replicaAt(address: string): Promise<number | undefined> {
    if (!this.#owners.has(address)) await this.#look();
    const owner = this.#owners.get(address);
    return typeof owner === 'number' ? owner : undefined;
  }

  /** Ports are used again: to be called when connections have ended. */
  forget(): void {
    this.#owners.clear();
  }

  async #look(): Promise<void> {
    const clients = await this.#observer.clientList().catch(() => []);
    for (const { addr, name, user } of clients) {
      const owner = name === OBSERVER ? 'observer' : replicaOfUser(user ?? '');
      if (owner !== undefined) this.#owners.set(addr, owner);
    }
  }
}

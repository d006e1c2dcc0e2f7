// The replicas of one API: started together, killed and started again one by one.
import type { Replica, ReplicaOptions, Stack } from '@authlab/stack';
import type { ReplicaState } from '../../protocol/demo-state.ts';
import { REPLICA_COUNT } from '../../protocol/scheme.ts';
import { ConflictError } from '../control/conflict-error.ts';

/** What the replica at this place is started with. */
export type ReplicaPlan = (index: number) => ReplicaOptions;

interface Place {
  status: ReplicaState['status'];
  replica?: Replica | undefined;
}

/** A replica that requests can be sent to. */
export interface LiveReplica {
  readonly index: number;
  readonly url: string;
}

export class ReplicaSet {
  readonly #stack: Stack;
  readonly #onChange: () => void;
  readonly #places: readonly Place[] = Array.from({ length: REPLICA_COUNT }, () => ({ status: 'starting' }));

  constructor(stack: Stack, onChange: () => void) {
    this.#stack = stack;
    this.#onChange = onChange;
  }

  get states(): ReplicaState[] {
    return this.#places.map(({ status, replica }, index) => ({
      index,
      status,
      url: replica?.url ?? '',
      ...(replica === undefined || status !== 'alive' ? {} : { pid: replica.pid }),
    }));
  }

  get live(): readonly LiveReplica[] {
    return this.#places.flatMap(({ status, replica }, index) =>
      status === 'alive' && replica !== undefined ? [{ index, url: replica.url }] : [],
    );
  }

  /** Ends those that run, and starts all of them. @throws {ReplicaStartError} */
  async restart(plan: ReplicaPlan): Promise<void> {
    await this.stop();
    await Promise.all(this.#places.map(async (_place, index) => await this.#start(index, plan)));
  }

  /** Ends those that run. */
  async stop(): Promise<void> {
    const running = this.#places.map(({ replica }) => replica);
    for (const place of this.#places) place.status = 'starting';
    this.#onChange();
    await Promise.all(running.map(async (replica) => await replica?.stop()));
  }

  /** @throws {ConflictError} when it does not run */
  async kill(index: number): Promise<void> {
    const place = this.#at(index);
    if (place.status !== 'alive') throw new ConflictError(`replica ${index} does not run`);
    await place.replica?.kill();
    this.#becomes(place, 'dead');
  }

  /** @throws {ConflictError} when it runs already; {ReplicaStartError} */
  async start(index: number, plan: ReplicaPlan): Promise<void> {
    const place = this.#at(index);
    if (place.status !== 'dead') throw new ConflictError(`replica ${index} runs already`);
    this.#becomes(place, 'starting');
    // Removes what the dead one has left.
    await place.replica?.stop();
    await this.#start(index, plan);
  }

  async #start(index: number, plan: ReplicaPlan): Promise<void> {
    const place = this.#at(index);
    try {
      const replica = await this.#stack.replica(plan(index));
      place.replica = replica;
      this.#becomes(place, 'alive');
      void this.#watch(place, replica);
    } catch (error) {
      this.#becomes(place, 'dead');
      throw error;
    }
  }

  /** A replica may also end by itself. */
  async #watch(place: Place, replica: Replica): Promise<void> {
    await replica.exited;
    if (place.replica === replica && place.status === 'alive') this.#becomes(place, 'dead');
  }

  #becomes(place: Place, status: Place['status']): void {
    place.status = status;
    this.#onChange();
  }

  #at(index: number): Place {
    const place = this.#places[index];
    if (place === undefined) throw new TypeError(`there is no replica ${index}`);
    return place;
  }
}

// The whole demo as the page sees it: its state, and one change after another.
import type { Scheme } from '@authlab/contract';
import type { Fault, Lifetimes } from '../protocol/control-requests.ts';
import type { DemoState, SeededUser } from '../protocol/demo-state.ts';
import type { Admin } from './admin/admin.ts';
import type { Column } from './column.ts';
import { ConflictError } from './control/conflict-error.ts';
import type { EventHub } from './event-hub.ts';

export interface DemoParts {
  readonly facts: Pick<DemoState, 'version' | 'pageOrigin' | 'foreignOrigins'> & {
    readonly users: readonly SeededUser[];
  };
  readonly columns: Readonly<Record<Scheme, Column>>;
  readonly admins: Readonly<Record<Scheme, Admin>>;
  readonly hub: EventHub;
  readonly lifetimes: Lifetimes;
  /** A fresh copy of the seeded users; @returns its `DATABASE_URL` */
  readonly copyUsers: (scheme: Scheme) => Promise<string>;
}

export class Demo {
  readonly #parts: DemoParts;
  #lifetimes: Lifetimes;
  #fault: Fault = { kind: 'none' };
  #changesUnderWay = 0;
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(parts: DemoParts) {
    this.#parts = parts;
    this.#lifetimes = parts.lifetimes;
    parts.hub.onChange(() => this.tellState());
  }

  get hub(): EventHub {
    return this.#parts.hub;
  }

  get state(): DemoState {
    const { columns, facts } = this.#parts;
    return {
      ...facts,
      users: [...facts.users],
      apis: { session: columns.session.state, jwt: columns.jwt.state },
      lifetimes: this.#lifetimes,
      fault: this.#fault,
      busy: this.#changesUnderWay > 0,
    };
  }

  column(scheme: Scheme): Column {
    return this.#parts.columns[scheme];
  }

  admin(scheme: Scheme): Admin {
    return this.#parts.admins[scheme];
  }

  tellState(): void {
    this.#parts.hub.tell({ type: 'state', state: this.state });
  }

  /** Makes one change at a time; the page hears of its beginning and its end. @throws what `work` throws */
  async change(work: () => Promise<void> | void): Promise<DemoState> {
    this.#changesUnderWay += 1;
    const before = this.#lastChange;
    const done = (async () => {
      await before;
      this.tellState();
      await work();
    })();
    this.#lastChange = done.catch(() => undefined);
    try {
      await done;
    } finally {
      this.#changesUnderWay -= 1;
      this.tellState();
    }
    return this.state;
  }

  /** A replica does not start without its Redis. @throws {ConflictError} */
  insistOnRedis(): void {
    const { kind } = this.#fault;
    if (kind === 'kill' || kind === 'hang')
      throw new ConflictError('no replica can start while Redis is away: heal it');
  }

  /** Restarts only what it concerns. @throws {ConflictError} */
  async setLifetimes(lifetimes: Lifetimes): Promise<void> {
    const { session, jwt } = this.#parts.columns;
    this.insistOnRedis();
    const before = this.#lifetimes;
    this.#lifetimes = lifetimes;
    await Promise.all([
      before.sessionIdleTtlSeconds === lifetimes.sessionIdleTtlSeconds ? undefined : session.restart({ lifetimes }),
      before.accessTtlSeconds === lifetimes.accessTtlSeconds ? undefined : jwt.restart({ lifetimes }),
    ]);
  }

  /** To both columns alike. */
  async suffer(fault: Fault): Promise<void> {
    const { session, jwt } = this.#parts.columns;
    await Promise.all([session.suffer(fault), jwt.suffer(fault)]);
    this.#fault = fault;
  }

  async reset(): Promise<void> {
    await this.suffer({ kind: 'none' });
    const schemes: readonly Scheme[] = ['session', 'jwt'];
    await Promise.all(
      schemes.map(async (scheme) => await this.column(scheme).startOver(await this.#parts.copyUsers(scheme))),
    );
  }
}

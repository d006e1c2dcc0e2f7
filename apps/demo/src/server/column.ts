// One scheme's side of the demo: its Redis, its replicas, its balancer, its thief, and what is seen of them.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ApiPlace, Stack } from '@authlab/stack';
import type { Scheme, Strategy } from '@authlab/contract';
import type { Fault, Lifetimes } from '../protocol/control-requests.ts';
import type { ApiState, SeededUser } from '../protocol/demo-state.ts';
import type { StoreView } from '../protocol/store-view.ts';
import { Balancer } from './balancer/balancer.ts';
import type { ExchangeDraft } from './balancer/exchange-draft.ts';
import { ReplicaChoice } from './balancer/replica-choice.ts';
import { ConflictError } from './control/conflict-error.ts';
import type { EventHub } from './event-hub.ts';
import type { LoopbackServer } from './listen-on-loopback.ts';
import { DemoRedis } from './redis/demo-redis.ts';
import { readStore } from './redis/read-store.ts';
import { RedisWatch } from './redis/redis-watch.ts';
import { replicaPlan } from './replica/replica-plan.ts';
import { type ReplicaPlan, ReplicaSet } from './replica/replica-set.ts';
import { CommandBook } from './request/command-book.ts';
import { RequestLedger } from './request/request-ledger.ts';
import { CredentialRecorder } from './thief/credential-recorder.ts';
import { Thief } from './thief/thief.ts';

/** Some commands are sent when the answer is already under way. */
const AFTERMATH_MS = 25;

export interface ColumnOptions {
  readonly scheme: Scheme;
  readonly strategy: Strategy;
  readonly lifetimes: Lifetimes;
  readonly replicaEnv: Readonly<Record<string, string>>;
  readonly databaseUrl: string;
  readonly secrets: ApiPlace['secrets'];
  readonly pageOrigin: string;
  readonly server: LoopbackServer;
  readonly users: readonly SeededUser[];
  readonly hub: EventHub;
}

export class Column {
  readonly actorToken = randomUUID();
  readonly replicas: ReplicaSet;
  readonly choice = new ReplicaChoice();
  readonly #options: ColumnOptions;
  readonly #redis: DemoRedis;
  readonly #watch: RedisWatch;
  readonly #book: CommandBook;
  readonly #recorder: CredentialRecorder;
  readonly #thief: Thief;
  #strategy: Strategy;
  #lifetimes: Lifetimes;
  #databaseUrl: string;

  private constructor(stack: Stack, options: ColumnOptions, parts: ColumnParts) {
    const { scheme, hub, users } = options;
    const onChange = (): void => hub.changed();
    this.#options = options;
    this.#redis = parts.redis;
    this.#watch = parts.watch;
    this.#book = parts.book;
    this.#strategy = options.strategy;
    this.#lifetimes = options.lifetimes;
    this.#databaseUrl = options.databaseUrl;
    this.replicas = new ReplicaSet(stack, onChange);
    this.#recorder = new CredentialRecorder(
      scheme,
      users.map(({ id }) => id),
    );
    const urls = () => this.replicas.states.filter(({ status, url }) => status !== 'starting' && url !== '');
    this.#thief = new Thief({ scheme, urls, ledger: parts.ledger, tell: hub.tell, onChange });
  }

  static async start(stack: Stack, options: ColumnOptions): Promise<Column> {
    const redis = await DemoRedis.start(stack);
    const ledger = new RequestLedger();
    const book = new CommandBook(options.scheme, ledger, options.hub.tell);
    const watch = await stack.own(async () => await RedisWatch.start(redis.directUrl, (seen) => book.take(seen)));
    const column = new Column(stack, options, { redis, watch, book, ledger });
    await stack.own(async () => await column.#open(ledger));
    await column.restart();
    return column;
  }

  get state(): ApiState {
    const { url, crossSiteUrl } = this.#options.server;
    const thief = this.#thief.state;
    return {
      url,
      crossSiteUrl,
      strategy: this.#strategy,
      sticky: this.choice.isSticky,
      replicas: this.replicas.states,
      ...(thief === undefined ? {} : { thief }),
    };
  }

  /** Restarts all replicas, with what is given changed. */
  async restart(change: { readonly strategy?: Strategy; readonly lifetimes?: Lifetimes } = {}): Promise<void> {
    this.#strategy = change.strategy ?? this.#strategy;
    this.#lifetimes = change.lifetimes ?? this.#lifetimes;
    await this.replicas.restart(this.#plan());
    this.#watch.forgetConnections();
  }

  /** Restarts all replicas on other users, with nothing in Redis and nobody at work. */
  async startOver(databaseUrl: string): Promise<void> {
    this.#thief.stop();
    this.#recorder.forget();
    await this.replicas.stop();
    await this.#watch.observer.flushAll();
    this.#databaseUrl = databaseUrl;
    await this.restart();
  }

  async startReplica(index: number): Promise<void> {
    await this.replicas.start(index, this.#plan());
    this.#watch.forgetConnections();
  }

  async suffer(fault: Fault): Promise<void> {
    await this.#redis.suffer(fault);
    if (fault.kind === 'none') await this.#watch.isBack();
  }

  async readStore(userId: string): Promise<StoreView> {
    return await readStore(this.#watch.observer, { strategy: this.#strategy, userId, nowMs: Date.now() });
  }

  /** @throws {ConflictError} when there is nothing to steal */
  steal({
    userId,
    withRefreshToken,
  }: {
    readonly userId?: string | undefined;
    readonly withRefreshToken: boolean;
  }): void {
    const credential = this.#recorder.last(userId);
    if (credential === undefined) throw new ConflictError('there is nothing to steal yet: log in first');
    this.#thief.begin(credential, withRefreshToken);
  }

  stopThief(): void {
    this.#thief.stop();
  }

  #plan(): ReplicaPlan {
    const { secrets, pageOrigin, replicaEnv } = this.#options;
    const settings = { redis: this.#redis, databaseUrl: this.#databaseUrl, secrets, pageOrigin, replicaEnv };
    return replicaPlan(this.#strategy, this.#lifetimes, settings);
  }

  #open(ledger: RequestLedger): Promise<AsyncDisposable> {
    const { scheme, pageOrigin, server } = this.#options;
    const balancer = new Balancer({
      scheme,
      pageOrigin,
      ledger,
      replicas: this.replicas,
      choice: this.choice,
      actorToken: this.actorToken,
      onBegin: ({ id }) => this.#book.open(id),
      onEnd: (draft, overlapped) => void this.#finish(draft, overlapped),
    });
    server.serve(balancer.listener);
    const end = (): Promise<void> => {
      this.#thief[Symbol.dispose]();
      balancer[Symbol.dispose]();
      return Promise.resolve();
    };
    return Promise.resolve({ [Symbol.asyncDispose]: end });
  }

  async #finish(draft: ExchangeDraft, overlapped: boolean): Promise<void> {
    this.#learn(draft);
    await delay(AFTERMATH_MS);
    const isDrained = await this.#watch.drained();
    const commands = { list: this.#book.close(draft.id), areComplete: isDrained && !overlapped };
    this.#options.hub.tell({ type: 'exchange', exchange: draft.toExchange(commands) });
  }

  #learn({ answer, actor }: ExchangeDraft): void {
    if (actor !== 'page' || answer === undefined || answer.status >= 300) return;
    const { rawHeaders, body } = answer;
    const isSetCookie = (index: number): boolean => rawHeaders[index - 1]?.toLowerCase() === 'set-cookie';
    this.#recorder.learn({
      body,
      setCookies: rawHeaders.filter((_value, index) => index % 2 === 1 && isSetCookie(index)),
    });
  }
}

interface ColumnParts {
  readonly redis: DemoRedis;
  readonly watch: RedisWatch;
  readonly book: CommandBook;
  readonly ledger: RequestLedger;
}

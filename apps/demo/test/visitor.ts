// Somebody with the page open: asks as the page does, and hears what the page hears.
import { AuthClient } from '@authlab/client';
import type { Scheme } from '@authlab/contract';
import type { ControlAction } from '../src/protocol/control-routes.ts';
import { CONTROL_ROUTES } from '../src/protocol/control-routes.ts';
import { type DemoEvent, demoEventSchema } from '../src/protocol/demo-event.ts';
import { type DemoState, demoStateSchema } from '../src/protocol/demo-state.ts';
import { EXCHANGE_HEADER, type Exchange } from '../src/protocol/exchange.ts';
import { type StoreView, storeViewSchema } from '../src/protocol/store-view.ts';

const WAIT_MS = 20_000;

export class Visitor implements AsyncDisposable {
  readonly origin: string;
  /** All of them, checked against the protocol. */
  readonly events: DemoEvent[] = [];
  readonly #end = new AbortController();
  readonly #waiting = new Set<() => void>();
  #reading: Promise<void> = Promise.resolve();

  private constructor(origin: string) {
    this.origin = origin;
  }

  static async open(origin: string): Promise<Visitor> {
    const visitor = new Visitor(origin);
    const { signal } = visitor.#end;
    const stream = await fetch(origin + CONTROL_ROUTES.events.path, { headers: visitor.#headers, signal });
    visitor.#reading = visitor.#read(stream.body as ReadableStream<Uint8Array>);
    return visitor;
  }

  /** A browser's own headers, and whatever else. */
  async ask(action: ControlAction, body?: unknown, query = ''): Promise<{ status: number; body: unknown }> {
    const { method, path } = CONTROL_ROUTES[action];
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(this.origin + path + query, { method, headers: this.#headers, ...init });
    return { status: response.status, body: await response.json() };
  }

  /** @throws {z.ZodError} when it was refused */
  async change(action: ControlAction, body: unknown): Promise<DemoState> {
    return demoStateSchema.parse((await this.ask(action, body)).body);
  }

  async state(): Promise<DemoState> {
    return demoStateSchema.parse((await this.ask('state')).body);
  }

  async store(scheme: Scheme, userId: string): Promise<StoreView> {
    return storeViewSchema.parse((await this.ask('store', undefined, `?scheme=${scheme}&userId=${userId}`)).body);
  }

  /** The page's calls of an API. */
  async browser(scheme: Scheme): Promise<Browser> {
    const { apis } = await this.state();
    return new Browser(this, scheme, apis[scheme].url);
  }

  /** The first event, from `since` on, that `pick` gives something for. */
  async hear<T>(pick: (event: DemoEvent) => T | undefined, since = 0): Promise<T> {
    const giveUp = AbortSignal.timeout(WAIT_MS);
    for (let index = since; ; index += 1) {
      while (index >= this.events.length) await this.#more(giveUp);
      const event = this.events[index];
      const found = event === undefined ? undefined : pick(event);
      if (found !== undefined) return found;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    await this.#reading;
  }

  get #headers(): Readonly<Record<string, string>> {
    return { origin: this.origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  }

  async #more(giveUp: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = (): void => reject(new Error(`nothing like it was heard in ${WAIT_MS} ms`));
    if (giveUp.aborted) onAbort();
    giveUp.addEventListener('abort', onAbort, { once: true });
    this.#waiting.add(resolve);
    await promise.finally(() => giveUp.removeEventListener('abort', onAbort));
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const chunk of body) {
        const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
      }
    } catch (error) {
      if (!this.#end.signal.aborted) throw error;
    }
  }

  #take(block: string): void {
    if (!block.startsWith('data: ')) return;
    this.events.push(demoEventSchema.parse(JSON.parse(block.slice('data: '.length))));
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

export class Browser {
  readonly #visitor: Visitor;
  readonly #client: AuthClient;

  constructor(visitor: Visitor, scheme: Scheme, baseUrl: string) {
    this.#visitor = visitor;
    this.#client = new AuthClient({ scheme, baseUrl });
  }

  /** Sends it as the page does, and waits until the page has heard of it. */
  async send(...[operation, options]: Parameters<AuthClient['send']>): Promise<{ status: number; exchange: Exchange }> {
    const headers = { origin: this.#visitor.origin, 'sec-fetch-site': 'same-site', ...options?.headers };
    const since = this.#visitor.events.length;
    const answer = await this.#client.send(operation, { ...options, headers });
    const id = answer.headers[EXCHANGE_HEADER];
    const exchange = await this.#visitor.hear(
      (event) => (event.type === 'exchange' && event.exchange.id === id ? event.exchange : undefined),
      since,
    );
    return { status: answer.status, exchange };
  }
}

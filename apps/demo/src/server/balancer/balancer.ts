// The reverse proxy before one API: one after the other or sticky, past dead replicas, and it writes down what passes.
import { once } from 'node:events';
import { Agent, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Scheme } from '@authlab/contract';
import { EXCHANGE_HEADER } from '../../protocol/exchange.ts';
import type { ReplicaSet } from '../replica/replica-set.ts';
import type { RequestLedger } from '../request/request-ledger.ts';
import { ExchangeDraft } from './exchange-draft.ts';
import { ACTOR_HEADER, requestHeaders, responseHeaders } from './forwarded-headers.ts';
import { NO_REPLICA, type OwnAnswer, REPLICA_BROKE, sendOwnAnswer, TOO_LARGE } from './own-answer.ts';
import { readBody } from './read-body.ts';
import type { ReplicaChoice } from './replica-choice.ts';
import { sendUpstream, type UpstreamAnswer } from './send-upstream.ts';

/** The APIs take 16 KiB, and say so themselves. */
const MAX_REQUEST_BYTES = 256 * 1024;
const MAX_NOTED_BYTES = 16 * 1024;
const REPEATABLE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface BalancerOptions {
  readonly scheme: Scheme;
  readonly replicas: Pick<ReplicaSet, 'live'>;
  readonly choice: ReplicaChoice;
  readonly ledger: RequestLedger;
  readonly pageOrigin: string;
  /** The value of the header by which the demo's own requests are known. */
  readonly actorToken: string;
  readonly onBegin: (draft: ExchangeDraft) => void;
  /** @param overlapped other requests were under way on the replica */
  readonly onEnd: (draft: ExchangeDraft, overlapped: boolean) => void;
}

export class Balancer implements Disposable {
  readonly #options: BalancerOptions;
  readonly #agent = new Agent({ keepAlive: true });
  /** How much of what has arrived on a connection belongs to requests before. */
  readonly #bytesBefore = new WeakMap<Socket, number>();

  constructor(options: BalancerOptions) {
    this.#options = options;
  }

  readonly listener: RequestListener = (request, response) => void this.#handle(request, response);

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { scheme, actorToken, onBegin, onEnd } = this.#options;
    const isOurs = request.headers[ACTOR_HEADER] === actorToken;
    const draft = new ExchangeDraft(request, scheme, isOurs ? 'admin' : 'page');
    onBegin(draft);
    let overlapped = false;
    try {
      overlapped = await this.#pass(draft, request, response);
    } catch {
      // The browser has given up, or the replica broke in the middle of its answer.
      response.destroy();
    }
    draft.end();
    onEnd(draft, overlapped);
  }

  async #pass(draft: ExchangeDraft, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const body = await readBody(request, MAX_REQUEST_BYTES);
    draft.requestBytes = this.#arrived(request.socket);
    if (body === undefined) return this.#answerOwn(draft, request, response, TOO_LARGE);
    draft.body = body.toString('utf8');
    const browser = request.socket.remoteAddress ?? '';
    const { choice, replicas, ledger } = this.#options;
    for (const { index, url } of choice.order(replicas.live, browser)) {
      const entry = ledger.begin({ cause: 'exchange', id: draft.id, replica: index }, Date.now());
      try {
        const answer = await this.#send(request, response, { url, body });
        choice.keep(browser, index);
        draft.replica = index;
        await this.#passBack(draft, answer, response);
        return entry.overlaps;
      } catch (error) {
        if (response.headersSent || response.destroyed) throw error;
        draft.deadReplicas.push(index);
        if (!mayRepeat(request, error)) return this.#answerOwn(draft, request, response, REPLICA_BROKE);
      } finally {
        ledger.end(entry, Date.now());
      }
    }
    return this.#answerOwn(draft, request, response, NO_REPLICA);
  }

  async #send(
    request: IncomingMessage,
    response: ServerResponse,
    { url, body }: { readonly url: string; readonly body: Buffer },
  ): Promise<UpstreamAnswer> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    return await sendUpstream({
      url,
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: requestHeaders(request, body.length),
      body,
      agent: this.#agent,
      signal: gone.signal,
    });
  }

  async #passBack(draft: ExchangeDraft, answer: UpstreamAnswer, response: ServerResponse): Promise<void> {
    const { message, bytesRead } = answer;
    const status = message.statusCode ?? 502;
    response.writeHead(status, message.statusMessage, responseHeaders(message, draft.id));
    const noted: Buffer[] = [];
    let notedBytes = 0;
    for await (const chunk of message as AsyncIterable<Buffer>) {
      if (notedBytes < MAX_NOTED_BYTES) noted.push(chunk);
      notedBytes += chunk.length;
      if (!response.write(chunk)) await once(response, 'drain');
    }
    response.end();
    const body = Buffer.concat(noted).toString('utf8');
    draft.answer = { status, rawHeaders: message.rawHeaders, body, wireBytes: bytesRead() };
  }

  #answerOwn(draft: ExchangeDraft, request: IncomingMessage, response: ServerResponse, answer: OwnAnswer): false {
    const { pageOrigin } = this.#options;
    const isPage = request.headers.origin === pageOrigin;
    draft.answer = sendOwnAnswer(response, answer, {
      [EXCHANGE_HEADER]: draft.id,
      vary: 'Origin',
      ...(isPage
        ? {
            'access-control-allow-origin': pageOrigin,
            'access-control-allow-credentials': 'true',
            'access-control-expose-headers': `retry-after, ${EXCHANGE_HEADER}`,
          }
        : {}),
    });
    return false;
  }

  #arrived(socket: Socket): number {
    const before = this.#bytesBefore.get(socket) ?? 0;
    this.#bytesBefore.set(socket, socket.bytesRead);
    return socket.bytesRead - before;
  }
}

/** A request that a replica may have acted on is never sent twice. */
const mayRepeat = ({ method = '' }: IncomingMessage, error: unknown): boolean =>
  REPEATABLE.has(method) || (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';

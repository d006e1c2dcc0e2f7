// What is known of an exchange while it goes on.
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Scheme } from '@authlab/contract';
import type { Exchange } from '../../protocol/exchange.ts';
import type { MarkedText } from '../../protocol/marked-text.ts';
import type { RedisCommand } from '../../protocol/redis-command.ts';
import { markSecrets } from '../mark-secrets.ts';
import { SECRETS_OF_BODIES } from '../secret-patterns.ts';
import { shownHeaders } from './shown-headers.ts';

const MAX_BODY = 4096;

export interface DraftAnswer {
  readonly status: number;
  readonly rawHeaders: readonly string[];
  readonly body: string;
  readonly wireBytes: number;
}

export class ExchangeDraft {
  readonly id = randomUUID();
  readonly startedAtMs = Date.now();
  readonly deadReplicas: number[] = [];
  readonly #startMs = performance.now();
  readonly #scheme: Scheme;
  readonly actor: Exchange['actor'];
  readonly #request: IncomingMessage;
  #durationMs = 0;
  body = '';
  requestBytes = 0;
  replica: number | undefined;
  answer: DraftAnswer | undefined;

  constructor(request: IncomingMessage, scheme: Scheme, actor: Exchange['actor']) {
    this.#request = request;
    this.#scheme = scheme;
    this.actor = actor;
  }

  get method(): string {
    return this.#request.method ?? '';
  }

  get path(): string {
    return this.#request.url ?? '';
  }

  end(): void {
    this.#durationMs = performance.now() - this.#startMs;
  }

  /** @param commands with whether they are all */
  toExchange(commands: { readonly list: readonly RedisCommand[]; readonly areComplete: boolean }): Exchange {
    const { id, startedAtMs, deadReplicas, replica, method, path } = this;
    const isPreflight = method === 'OPTIONS' && 'access-control-request-method' in this.#request.headers;
    return {
      id,
      scheme: this.#scheme,
      actor: this.actor,
      kind: isPreflight ? 'preflight' : 'request',
      startedAtMs,
      durationMs: this.#durationMs,
      method,
      path,
      request: {
        headers: shownHeaders(this.#request.rawHeaders),
        ...shownBody(this.body),
        wireBytes: this.requestBytes,
      },
      ...(this.answer === undefined ? {} : { response: responseOf(this.answer) }),
      ...(replica === undefined ? {} : { replica }),
      deadReplicas: [...deadReplicas],
      redisCommands: [...commands.list],
      redisCommandsAreComplete: commands.areComplete,
    };
  }
}

const responseOf = ({ status, rawHeaders, body, wireBytes }: DraftAnswer): NonNullable<Exchange['response']> => ({
  status,
  statusText: STATUS_CODES[status] ?? '',
  headers: shownHeaders(rawHeaders),
  ...shownBody(body),
  wireBytes,
});

const shownBody = (text: string): { readonly body?: MarkedText } =>
  text === '' ? {} : { body: markSecrets(text, SECRETS_OF_BODIES, MAX_BODY) };

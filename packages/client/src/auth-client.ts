// Talks to either API by the names of the contract's operations, as one user on one device.
import { type Operation, type Route, ROUTES, type Scheme } from '@authlab/contract';
import { type Dispatcher, request } from 'undici';
import type { Answer } from './answer.ts';
import { BearerCredential } from './bearer-credential.ts';
import { CookieCredential } from './cookie-credential.ts';
import type { Credential } from './credential.ts';

export interface AuthClientOptions {
  readonly scheme: Scheme;
  /** Without a slash at its end, such as `http://127.0.0.1:3000`. */
  readonly baseUrl: string;
  /** Default: a new, empty one of the scheme. */
  readonly credential?: Credential;
  /** Default: undici's own. */
  readonly dispatcher?: Dispatcher;
}

export interface SendOptions {
  /** Values of the `:name` parts of the path. */
  readonly params?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Added to, and stronger than, the client's own headers; names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sends the request without the credential, and learns nothing from the answer. */
  readonly anonymous?: boolean;
}

export class AuthClient {
  readonly scheme: Scheme;
  readonly baseUrl: string;
  readonly credential: Credential;
  readonly #dispatcher: Dispatcher | undefined;

  constructor({ scheme, baseUrl, credential, dispatcher }: AuthClientOptions) {
    this.scheme = scheme;
    this.baseUrl = baseUrl;
    this.credential = credential ?? (scheme === 'session' ? new CookieCredential() : new BearerCredential());
    this.#dispatcher = dispatcher;
  }

  /** Sends one request. Any status is an answer. @throws undici's errors when none came */
  async send(operation: Operation, options: SendOptions = {}): Promise<Answer> {
    const route = ROUTES[operation];
    const url = this.baseUrl + pathOf(route, options.params ?? {});
    const answer = await this.#exchange(url, route, options);
    if (options.anonymous !== true) this.credential.learn(url, answer);
    return answer;
  }

  /** The same user and credential at another replica; its `Pool`, if it has one, is its own: a pool knows one origin. */
  at(baseUrl: string, dispatcher?: Dispatcher): AuthClient {
    const { scheme, credential } = this;
    return new AuthClient({ scheme, baseUrl, credential, ...(dispatcher === undefined ? {} : { dispatcher }) });
  }

  /** A second client that holds a copy of the credential: from here on, each learns for itself. */
  copy(): AuthClient {
    return new AuthClient({ ...this.#options(), credential: this.credential.copy() });
  }

  async #exchange(url: string, route: Route, { body, headers, anonymous }: SendOptions): Promise<Answer> {
    const {
      statusCode,
      headers: received,
      body: stream,
    } = await request(url, {
      method: route.method,
      headers: {
        // What a browser sends with a request of the API's own page.
        'sec-fetch-site': 'same-origin',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(anonymous === true ? {} : this.credential.headersFor(url)),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(this.#dispatcher === undefined ? {} : { dispatcher: this.#dispatcher }),
    });
    const text = await stream.text();
    return { status: statusCode, headers: received, body: parsed(text, received['content-type']) };
  }

  #options() {
    const { scheme, baseUrl, credential } = this;
    return { scheme, baseUrl, credential, ...(this.#dispatcher === undefined ? {} : { dispatcher: this.#dispatcher }) };
  }
}

const pathOf = ({ path }: Route, params: Readonly<Record<string, string>>): string =>
  path.replaceAll(/:(?<name>\w+)/gu, (_all, name: string) => encodeURIComponent(params[name] ?? ''));

const parsed = (text: string, contentType: string | string[] | undefined): unknown => {
  if (text === '') return undefined;
  return /[/+]json\b/u.test(String(contentType)) ? JSON.parse(text) : text;
};

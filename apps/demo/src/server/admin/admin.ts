// The seeded admin, logged in by the server itself: in the visitor's browser his cookie would take the place of the user's.
import { AuthClient, type Answer, type SendOptions } from '@authlab/client';
import type { Operation, Scheme } from '@authlab/contract';
import type { AdminAnswer, AdminRequest } from '../../protocol/control-requests.ts';
import type { SeededUser } from '../../protocol/demo-state.ts';
import { ACTOR_HEADER } from '../balancer/forwarded-headers.ts';

export interface AdminOptions {
  readonly scheme: Scheme;
  /** Of the balancer. */
  readonly baseUrl: string;
  readonly account: Pick<SeededUser, 'email' | 'password'>;
  /** By which the balancer knows whose requests these are. */
  readonly actorToken: string;
}

export class Admin {
  readonly #options: AdminOptions;
  #client: AuthClient;

  constructor(options: AdminOptions) {
    this.#options = options;
    this.#client = new AuthClient(options);
  }

  /** Logs in where that is needed. Whatever the API answers is an answer. */
  async act(request: AdminRequest): Promise<AdminAnswer> {
    const first = await this.#attempt(request);
    if (first.status !== 401) return first;
    const login = await this.#logIn();
    return login.status === 200 ? await this.#attempt(request) : login;
  }

  async #logIn(): Promise<AdminAnswer> {
    // Whatever it held before is not presented.
    this.#client = new AuthClient(this.#options);
    const { email, password } = this.#options.account;
    return await this.#timed('login', { body: { email, password, device: 'demo server' } });
  }

  async #attempt({ userId, disabled, roles, logoutEverywhere }: AdminRequest): Promise<AdminAnswer> {
    const params = { id: userId };
    return logoutEverywhere === true
      ? await this.#timed('logoutUserEverywhere', { params })
      : await this.#timed('patchUser', { params, body: { disabled, roles } });
  }

  async #timed(operation: Operation, options: SendOptions): Promise<AdminAnswer> {
    const startedAtMs = Date.now();
    const { status }: Answer = await this.#client.send(operation, {
      ...options,
      headers: { [ACTOR_HEADER]: this.#options.actorToken },
    });
    return { status, startedAtMs, ackAtMs: Date.now() };
  }
}

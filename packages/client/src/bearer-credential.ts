// The credential of the jwt scheme: an access token in memory, and the refresh token in a cookie.
import { tokenAnswerSchema } from '@authlab/contract';
import type { Answer } from './answer.ts';
import { CookieCredential } from './cookie-credential.ts';
import type { Credential } from './credential.ts';

export class BearerCredential implements Credential {
  readonly #cookies: CookieCredential;
  #accessToken: string | undefined;

  constructor(cookies = new CookieCredential(), accessToken?: string) {
    this.#cookies = cookies;
    this.#accessToken = accessToken;
  }

  headersFor(url: string): Readonly<Record<string, string>> {
    const authorization = this.#accessToken === undefined ? {} : { authorization: `Bearer ${this.#accessToken}` };
    return { ...this.#cookies.headersFor(url), ...authorization };
  }

  learn(url: string, answer: Answer): void {
    this.#cookies.learn(url, answer);
    const tokens = tokenAnswerSchema.safeParse(answer.body);
    if (tokens.success) this.#accessToken = tokens.data.accessToken;
  }

  copy(): BearerCredential {
    return new BearerCredential(this.#cookies.copy(), this.#accessToken);
  }
}

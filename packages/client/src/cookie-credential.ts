// The credential of the session scheme: whatever cookies a browser would hold and send.
import { CookieJar } from 'tough-cookie';
import type { Answer } from './answer.ts';
import type { Credential } from './credential.ts';

export class CookieCredential implements Credential {
  readonly #jar: CookieJar;

  constructor(jar = newJar()) {
    this.#jar = jar;
  }

  headersFor(url: string): Readonly<Record<string, string>> {
    const cookie = this.#jar.getCookieStringSync(url);
    return cookie === '' ? {} : { cookie };
  }

  learn(url: string, { headers }: Answer): void {
    for (const line of setCookiesOf(headers)) this.#jar.setCookieSync(line, url);
  }

  copy(): CookieCredential {
    return new CookieCredential(this.#jar.cloneSync());
  }
}

/** As strict as a browser: a cookie that does not keep the rules of its `__Host-` prefix is an error here. */
const newJar = (): CookieJar => new CookieJar(undefined, { prefixSecurity: 'strict' });

const setCookiesOf = (headers: Answer['headers']): readonly string[] => {
  const lines = headers['set-cookie'] ?? [];
  return typeof lines === 'string' ? [lines] : lines;
};

// Remembers what the last logins gave out, so that there is something to steal.
import { COOKIE_NAMES, type Scheme, tokenAnswerSchema } from '@authlab/contract';
import { tagOf } from '../redis/key-names.ts';
import type { StolenCredential } from './stolen-credential.ts';

/** The part of an exchange that can give out a credential. */
export interface GivingAnswer {
  readonly setCookies: readonly string[];
  readonly body: string;
}

const REMEMBERED = 100;
const UNKNOWN = '';
/** `s:tag.random.signature`, as it stands in a cookie. */
const SESSION_COOKIE = /^s%3A(?<tag>[\w-]{22})\./u;

export class CredentialRecorder {
  readonly #scheme: Scheme;
  readonly #userIds: ReadonlyMap<string, string>;
  /** By user; the newest is the last. */
  readonly #given = new Map<string, StolenCredential>();

  /** @param userIds of the seeded users */
  constructor(scheme: Scheme, userIds: readonly string[]) {
    this.#scheme = scheme;
    this.#userIds = new Map(userIds.map((id) => [tagOf(id), id]));
  }

  learn(answer: GivingAnswer): void {
    const credential = this.#scheme === 'session' ? this.#ofSession(answer) : ofToken(answer);
    if (credential === undefined) return;
    const key = credential.userId ?? UNKNOWN;
    this.#given.delete(key);
    this.#given.set(key, credential);
    const [oldest] = this.#given.keys();
    if (this.#given.size > REMEMBERED && oldest !== undefined) this.#given.delete(oldest);
  }

  /** @param userId absent: whoever got one last */
  last(userId?: string): StolenCredential | undefined {
    return userId === undefined ? [...this.#given.values()].at(-1) : this.#given.get(userId);
  }

  forget(): void {
    this.#given.clear();
  }

  #ofSession({ setCookies }: GivingAnswer): StolenCredential | undefined {
    const cookie = pairOf(COOKIE_NAMES.session, setCookies);
    const tag = SESSION_COOKIE.exec(valueOf(cookie))?.groups?.['tag'];
    if (cookie === undefined || tag === undefined) return undefined;
    return { userId: this.#userIds.get(tag), headers: { cookie }, refreshCookie: undefined };
  }
}

const ofToken = ({ setCookies, body }: GivingAnswer): StolenCredential | undefined => {
  const answer = tokenAnswerSchema.safeParse(parsed(body));
  if (!answer.success) return undefined;
  const { accessToken } = answer.data;
  return {
    userId: subjectOf(accessToken),
    headers: { authorization: `Bearer ${accessToken}` },
    refreshCookie: pairOf(COOKIE_NAMES.jwt, setCookies),
  };
};

const pairOf = (name: string, setCookies: readonly string[]): string | undefined =>
  setCookies
    .map((line) => line.split(';', 1)[0] ?? '')
    .find((pair) => pair.startsWith(`${name}=`) && valueOf(pair) !== '');

const valueOf = (pair = ''): string => pair.slice(pair.indexOf('=') + 1);

const subjectOf = (token: string): string | undefined => {
  const payload = parsed(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return typeof payload === 'object' && payload !== null && 'sub' in payload ? String(payload.sub) : undefined;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

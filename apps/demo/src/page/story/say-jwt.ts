// What a success of the jwt api means, in one plain sentence.
import type { Strategy } from '@authlab/contract';
import type { ActionId } from '../action/action-id.ts';
import { countdown } from '../text/duration.ts';
import { replicaName, type Told } from './told.ts';

type Say = (told: Told) => string;

const SAYINGS: Readonly<Record<ActionId, Say>> = {
  login: () =>
    'The API signed a token that says who you are and until when; this page keeps it in memory. Redis holds only what is needed to refresh it.',
  me: (told) => `${replicaName(told.exchange)} ${CHECKS[told.answer.strategy] ?? ''}`,
  devices: ({ deviceCount = 0 }) =>
    `Each login is a refresh family in Redis, so they can be listed: ${deviceCount} at the moment.`,
  'second-device': () =>
    'A second refresh family was stored. Its tokens are on the other device: list the devices to see both.',
  'remove-device': (told) => `That device cannot refresh any more. Its access token ${sayFate(told)}`,
  refresh: () => 'The refresh cookie was swapped for a new one, and with it came a fresh access token.',
  logout: (told) =>
    `The refresh token is dead and this page has forgotten its access token. A copy of that token ${sayFate(told)}`,
  'logout-everywhere': (told) => `Nobody can refresh any more. Every access token that is about ${sayFate(told)}`,
  password: (told) => `All other refresh tokens are dead. An access token from before ${sayFate(told)}`,
  roles: (told) => `New tokens say the new role. A token from before ${sayFate(told)}`,
  disable: (told) => `The account is closed, nobody can refresh. An access token that is about ${sayFate(told)}`,
  enable: () => 'The account may log in again. Refresh families that ended stay ended.',
};

const CHECKS: Readonly<Partial<Record<Strategy, string>>> = {
  'jwt/stateless': 'checked the signature and the time on the token, and asked nobody: it cannot know of a logout.',
  'jwt/denylist': 'checked the signature, then asked Redis whether this login has been denied.',
  'jwt/pushed': 'checked the signature, then looked into its own memory, where it is told of every logout.',
};

/** What the strategy does about a token that is still signed and not yet expired. */
const sayFate = ({ answer }: Told): string =>
  FATES[answer.strategy] ??
  `still has a good signature, and nobody is asked: every replica accepts it until it expires${remaining(answer)}.`;

const FATES: Readonly<Partial<Record<Strategy, string>>> = {
  'jwt/denylist': 'is on the list of the denied in Redis, where every request asks: refused at once.',
  'jwt/pushed': 'was announced to every replica over a Redis stream: refused as soon as they have heard.',
};

const remaining = ({ tokenExpiresAtMs, endedAtMs }: Told['answer']): string =>
  tokenExpiresAtMs === undefined || tokenExpiresAtMs <= endedAtMs
    ? ''
    : `, in ${countdown(tokenExpiresAtMs - endedAtMs)}`;

export const sayJwt: Say = (told) => SAYINGS[told.answer.action](told);

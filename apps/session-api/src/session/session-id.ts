// Session ids: the user's tag, and 256 random bits.
import { hash, randomBytes } from 'node:crypto';
import { indexKey, memberKey, USER_TAG_LENGTH, userTag } from '@authlab/api-kit';

/** OWASP ASVS 5.0 7.2.3 asks for 128 bits of entropy. */
const RANDOM_BYTES = 32;
const SHAPE = /^[\w-]{22}\.[\w-]{43}$/u;
const PREFIX = 'sess';
const PUBLIC_ID_LENGTH = 22;

/** An unguessable id for a new session of this user. */
export const newSessionId = (userId: string): string =>
  `${userTag(userId)}.${randomBytes(RANDOM_BYTES).toString('base64url')}`;

/** Whether a text can be one of our ids; anything else never becomes part of a key. */
export const isSessionId = (text: string): boolean => SHAPE.test(text);

/** The id of the session that a member of a user's index stands for. */
export const sessionIdOf = (userId: string, member: string): string => `${userTag(userId)}.${member}`;

/** The public name of a session: a digest, so it can be shown and logged, and does not open anything. */
export const publicIdOf = (sessionId: string): string =>
  hash('sha256', `authlab public session id ${sessionId}`, 'base64url').slice(0, PUBLIC_ID_LENGTH);

/** Where a session lives, as a member of its user's index. */
export const memberOf = (sessionId: string): string => sessionId.slice(USER_TAG_LENGTH + 1);

/** The key of a session. */
export const sessionKey = (sessionId: string): string => memberKey(PREFIX, tagIn(sessionId), memberOf(sessionId));

/** The key of the index that lists a session. */
export const indexKeyOf = (sessionId: string): string => indexKey(PREFIX, tagIn(sessionId));

/** The key of a user's index: a sorted set of members, scored by creation time. */
export const indexKeyOfUser = (userId: string): string => indexKey(PREFIX, userTag(userId));

const tagIn = (sessionId: string): string => sessionId.slice(0, USER_TAG_LENGTH);

// The tag that keeps all keys of one user together in Redis.
import { hash } from 'node:crypto';

export const USER_TAG_LENGTH = 22;

/**
 * Redis Cluster places keys by what stands in braces, so all keys of a user share one slot and can change in one atomic
 * step. The tag is a digest of a random id: it says which keys belong together, not to whom.
 *
 * @returns 22 characters of base64url
 */
export const userTag = (userId: string): string =>
  hash('sha256', `authlab user tag ${userId}`, 'base64url').slice(0, USER_TAG_LENGTH);

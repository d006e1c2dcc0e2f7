// How the APIs name their keys; they depend on Nest, and so it is said here again, and tested on what they store.
import { hash } from 'node:crypto';

const TAG_LENGTH = 22;

/** The stream of revocations, and the only key of all users. */
export const REVOCATION_STREAM = 'family:{revoked}:index';

/** What stands in braces in every key of a user. */
export const tagOf = (userId: string): string =>
  hash('sha256', `authlab user tag ${userId}`, 'base64url').slice(0, TAG_LENGTH);

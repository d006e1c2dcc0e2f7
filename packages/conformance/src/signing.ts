// How the name of a target says that its tokens are signed with another algorithm than HS256.
import { type Algorithm, keySetOf, makeSigningKey } from '@authlab/stack';

const PREFIX = 'signed with ';

export type Signing = `${typeof PREFIX}${Exclude<Algorithm, 'HS256'>}`;

export const isSigning = (text: string): text is Signing => text.startsWith(PREFIX);

/** A fresh set with one key. */
export const signingKeys = (signing: Signing): string =>
  keySetOf(makeSigningKey(signing.slice(PREFIX.length) as Algorithm));

// Extra data that a login keeps, wherever its scheme keeps things: to measure what payload costs.
import { createHash } from 'node:crypto';
import { readClaimsBytes } from './config.ts';

export interface Claims {
  /** Absent when the lab asks for none. */
  readonly claims?: string;
}

const bytes = readClaimsBytes();

/**
 * As many bytes of text as `CLAIMS_BYTES` says: base64url that no compression shortens, the same at every login of this
 * person (whatever names the person). A scheme that cannot carry them does what its library does then; nothing here softens it.
 */
export const claimsOf = (person: string): Claims => {
  if (bytes === 0) return {};
  const text = createHash('shake256', { outputLength: bytes }).update(person).digest('base64url');
  return { claims: text.slice(0, bytes) };
};

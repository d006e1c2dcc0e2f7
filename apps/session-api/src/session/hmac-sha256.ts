// HMAC-SHA-256 from one-shot hashes: inside a server, making a native Hmac object costs several times what it computes.
import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;
/** Longer texts are hashed from a buffer of their own. */
const SCRATCH_BYTES = 512;

/** A key made ready once (RFC 2104 section 4): H(key xor opad, H(key xor ipad, text)). */
export class HmacSha256 {
  readonly #inner: Buffer;
  readonly #outer: Buffer;

  constructor(key: string) {
    const bytes = Buffer.from(key);
    const short = bytes.length > BLOCK_BYTES ? hash('sha256', bytes, 'buffer') : bytes;
    this.#inner = padded(short, INNER_PAD, SCRATCH_BYTES);
    this.#outer = padded(short, OUTER_PAD, DIGEST_BYTES);
  }

  /** @returns the digest of the UTF-8 text, 32 bytes */
  digest(text: string): Buffer {
    const length = Buffer.byteLength(text);
    const inner = length > SCRATCH_BYTES ? Buffer.concat([this.#inner], BLOCK_BYTES + length) : this.#inner;
    inner.write(text, BLOCK_BYTES);
    hash('sha256', inner.subarray(0, BLOCK_BYTES + length), 'buffer').copy(this.#outer, BLOCK_BYTES);
    return hash('sha256', this.#outer, 'buffer');
  }
}

/** The padded key with room behind it for what is hashed. */
const padded = (key: Buffer, pad: number, roomBytes: number): Buffer => {
  const buffer = Buffer.alloc(BLOCK_BYTES + roomBytes, pad, 'latin1').fill(pad, 0, BLOCK_BYTES);
  for (const [index, byte] of key.entries()) buffer[index] = byte ^ pad;
  return buffer;
};

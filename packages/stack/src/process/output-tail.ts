// Keeps the last part of what a child printed, so that a failure can show it.
import type { Readable } from 'node:stream';

const LIMIT_CHARS = 64 * 1024;

/** A bounded memory of one or more text streams. Reading them also keeps the child from blocking on a full pipe. */
export class OutputTail {
  #text = '';

  constructor(...streams: readonly Readable[]) {
    for (const stream of streams) {
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => this.#append(chunk));
      // A broken pipe ends with the child, whose exit is reported by itself.
      stream.on('error', () => undefined);
    }
  }

  /** The last complete or still growing lines, oldest first; at most about 64 Ki characters. */
  lines(): readonly string[] {
    return this.#text.split('\n').filter((line) => line !== '');
  }

  #append(chunk: string): void {
    this.#text += chunk;
    // Cutting only at twice the limit copies each character once, not at every chunk.
    if (this.#text.length < 2 * LIMIT_CHARS) return;
    const cut = this.#text.slice(-LIMIT_CHARS);
    this.#text = cut.slice(cut.indexOf('\n') + 1);
  }
}

// Server-sent events: what the page hears without asking.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DemoEvent } from '../../protocol/demo-event.ts';
import type { Demo } from '../demo.ts';
import { Refusal } from './refusal.ts';

const MAX_LISTENERS = 20;
const KEEP_ALIVE_MS = 15_000;
/** A page that does not read is not waited for. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

export class EventStreams {
  #count = 0;

  /** Answers with a stream that begins with the state. @throws {Refusal} `conflict` when there are too many */
  open(demo: Demo, request: IncomingMessage, response: ServerResponse): void {
    if (this.#count >= MAX_LISTENERS) throw new Refusal('conflict', 'Too many pages listen: close one.');
    this.#count += 1;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (event: DemoEvent): void => {
      if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
      else response.write(`data: ${JSON.stringify(event)}\n\n`);
    };
    send({ type: 'state', state: demo.state });
    const stop = demo.hub.listen(send);
    const timer = setInterval(() => void response.write(': still here\n\n'), KEEP_ALIVE_MS);
    response.on('close', () => {
      this.#count -= 1;
      clearInterval(timer);
      stop();
    });
    request.resume();
  }
}

// Preloaded into a server that shall load itself: the wrong way to measure, of which `pitfalls` shows what it hides.
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { openLoadPool } from '../load/load-pool.ts';
import { runClosedLoop } from '../load/run-closed-loop.ts';
import { COMPLETED_HEADER, decodeSelfLoad, SELF_LOAD_HEADER, type SelfLoad } from './self-load-header.ts';

const TIMEOUT_MS = 5000;
let completedPerSec: number | undefined;

const loadItself = async (port: number, { requests, connections, seconds }: SelfLoad): Promise<void> => {
  await using pool = openLoadPool(`http://127.0.0.1:${port}`, connections);
  const outcome = await runClosedLoop({
    pool,
    requests: requests.map((request) => ({ ...request, method: 'GET', expect: 200 })),
    connections,
    seconds,
    timeoutMs: TIMEOUT_MS,
    signal: new AbortController().signal,
  });
  // Requests that were refused are no throughput.
  completedPerSec = outcome.counts.unexpected === 0 ? outcome.completedPerSec : undefined;
};

subscribe('http.server.request.start', (message) => {
  const { request, response } = message as { readonly request: IncomingMessage; readonly response: ServerResponse };
  const asked = request.headers[SELF_LOAD_HEADER];
  if (typeof asked !== 'string') return;
  if (asked === 'result') {
    if (completedPerSec !== undefined) response.setHeader(COMPLETED_HEADER, String(completedPerSec));
    return;
  }
  completedPerSec = undefined;
  void loadItself(request.socket.localPort ?? 0, decodeSelfLoad(asked));
});

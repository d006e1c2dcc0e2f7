// Preloaded into the processes of the known-effect arm: burns CPU before the server sees a request that asks for it.
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import { EFFECT_HEADER } from './effect-header.ts';

const burn = (microseconds: number): void => {
  const endMs = performance.now() + microseconds / 1000;
  while (performance.now() < endMs);
};

// Node publishes each request here, before any server that it may be for sees it.
subscribe('http.server.request.start', (message) => {
  const asked = (message as { readonly request: IncomingMessage }).request.headers[EFFECT_HEADER];
  if (asked !== undefined) burn(Number(asked));
});

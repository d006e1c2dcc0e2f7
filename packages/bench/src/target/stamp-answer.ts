// Preloaded into the replicas of the revocation experiment: each answer says when the server wrote it.
import { subscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import { STAMP_HEADER } from './stamp-header.ts';

// Node publishes each request here, before any server that it may be for sees it.
subscribe('http.server.request.start', (message) => {
  const { response } = message as { readonly response: ServerResponse };
  // Its overloads do not matter: whatever it is called with is passed on.
  const write = response.writeHead.bind(response) as (...words: unknown[]) => ServerResponse;
  Object.assign(response, {
    writeHead: (...words: unknown[]): ServerResponse => {
      response.setHeader(STAMP_HEADER, String(process.hrtime.bigint()));
      return write(...words);
    },
  });
});

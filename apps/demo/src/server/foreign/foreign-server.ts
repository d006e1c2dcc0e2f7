// Somebody else's web site: pages that post forged forms to the APIs or call them, from an origin that these do not allow.
import type { RequestListener } from 'node:http';
import { ROUTES, type Scheme } from '@authlab/contract';
import { z } from 'zod';
import { schemeSchema } from '../../protocol/scheme.ts';
import { CALLING_PAGE_PATHS, CALLING_SCRIPT, callingPage, callingSources } from '../limits/calling-page.ts';
import type { LoopbackServer } from '../listen-on-loopback.ts';

const querySchema = z.strictObject({ scheme: schemeSchema });
const callQuerySchema = querySchema.extend({ tag: z.uuid() });

/** @param apis where the forms go; @param pageOrigin who may show these pages in a frame */
export const foreignServer = (
  { port }: Pick<LoopbackServer, 'port'>,
  apis: Readonly<Record<Scheme, string>>,
  pageOrigin: string,
): RequestListener => {
  const headers = {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': `default-src 'none'; script-src 'self'; ${callingSources(apis)}; form-action ${apis.session} ${apis.jwt}; base-uri 'none'; frame-ancestors ${pageOrigin}`,
  };
  return (request, response) => {
    const answer = (status: number, type: string, body: string): void =>
      void response.writeHead(status, { ...headers, 'content-type': `${type}; charset=utf-8` }).end(body);
    const isOwnName = [`localhost:${port}`, `127.0.0.1:${port}`].includes(request.headers.host ?? '');
    const url = URL.parse(request.url ?? '', 'http://foreign.invalid');
    if (!isOwnName || request.method !== 'GET' || url === null) return answer(403, 'text/plain', 'refused');
    if (url.pathname === '/send.js') return answer(200, 'text/javascript', 'document.forms[0].submit();');
    if (url.pathname === CALLING_PAGE_PATHS.script) return answer(200, 'text/javascript', CALLING_SCRIPT);
    const call = callQuerySchema.safeParse(Object.fromEntries(url.searchParams));
    if (url.pathname === CALLING_PAGE_PATHS.page && call.success) {
      const { scheme, tag } = call.data;
      return answer(200, 'text/html', callingPage({ api: apis[scheme], pageOrigin, tag }));
    }
    const query = querySchema.safeParse(Object.fromEntries(url.searchParams));
    if (url.pathname !== '/forged-form' || !query.success) return answer(404, 'text/plain', 'not found');
    return answer(200, 'text/html', formTo(apis[query.data.scheme] + ROUTES.logout.path));
  };
};

/** No site can make a browser post JSON with a form; `text/plain` comes nearest. */
const formTo = (action: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Win a prize</title></head>
<body>
<form method="post" action="${action}" enctype="text/plain"><input type="hidden" name="x" value="y"></form>
<script src="/send.js"></script>
</body>
</html>`;

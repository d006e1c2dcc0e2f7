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
    const isOwnName = [`localhost:${port}`, `127.0.0.1:${port}`].includes(request.headers.host ?? '');
    const isServed = isOwnName && request.method === 'GET';
    const file = isServed ? fileAt(request.url ?? '', apis, pageOrigin) : undefined;
    const { type, body } = file ?? { type: 'text/plain', body: 'not found' };
    response
      .writeHead(file === undefined ? 404 : 200, { ...headers, 'content-type': `${type}; charset=utf-8` })
      .end(body);
  };
};

interface ForeignFile {
  readonly type: 'text/html' | 'text/javascript';
  readonly body: string;
}

const SCRIPTS: ReadonlyMap<string, string> = new Map([
  ['/send.js', 'document.forms[0].submit();'],
  [CALLING_PAGE_PATHS.script, CALLING_SCRIPT],
]);

const fileAt = (path: string, apis: Readonly<Record<Scheme, string>>, pageOrigin: string): ForeignFile | undefined => {
  const { pathname, searchParams } = URL.parse(path, 'http://foreign.invalid') ?? new URL('http://foreign.invalid');
  const script = SCRIPTS.get(pathname);
  if (script !== undefined) return { type: 'text/javascript', body: script };
  const query = Object.fromEntries(searchParams);
  const call = callQuerySchema.safeParse(query);
  if (pathname === CALLING_PAGE_PATHS.page && call.success) {
    const { scheme, tag } = call.data;
    return { type: 'text/html', body: callingPage({ api: apis[scheme], pageOrigin, tag }) };
  }
  const form = querySchema.safeParse(query);
  if (pathname !== '/forged-form' || !form.success) return undefined;
  return { type: 'text/html', body: formTo(apis[form.data.scheme] + ROUTES.logout.path) };
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

// The demo's own server: the page's files, and the control routes that only the page may use.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { ControlProblem } from '../../protocol/control-problem.ts';
import type { Demo } from '../demo.ts';
import { admitHost, admitPage, type OwnAddress } from './admit.ts';
import { ConflictError } from './conflict-error.ts';
import { CONTROL_TABLE, type ControlRoute } from './control-actions.ts';
import { EventStreams } from './event-stream.ts';
import { pageFiles } from './page-files.ts';
import { pageHeaders } from './page-headers.ts';
import { readJson } from './read-json.ts';
import { Refusal, STATUS_OF_REFUSAL } from './refusal.ts';

/** @param report is told of what failed unexpectedly @throws {PageMissingError} */
export const controlServer = (demo: Demo, own: OwnAddress, report: (error: unknown) => void): RequestListener => {
  const addHeaders = pageHeaders(demo.state);
  const streams = new EventStreams();
  const serveFile = pageFiles((_request, response) =>
    refuse(response, new Refusal('not_found', 'There is no such page.')),
  );

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    admitHost(request, own);
    const url = locationOf(request, own);
    const route = CONTROL_TABLE.get(url.pathname);
    if (route === undefined) return servePage({ request, response, serveFile, own });
    response.setHeader('cache-control', 'no-store');
    admitPage(request, own);
    if (request.method !== route.method) throw new Refusal('method_not_allowed', `Ask this with ${route.method}.`);
    if (route.act === undefined) return streams.open(demo, request, response);
    answer(response, 200, await route.act(demo, await inputOf(route, request, url)));
  };

  return (request, response) => {
    const attempt = async (): Promise<void> => {
      try {
        await handle(request, response);
      } catch (error) {
        refuse(response, refusalOf(error, report));
      }
    };
    addHeaders(request, response, () => void attempt());
  };
};

/** @throws {Refusal} `invalid_request` */
const locationOf = ({ url = '' }: IncomingMessage, { origin }: OwnAddress): URL => {
  // Two slashes would name another host, and an absolute form another origin.
  const location = url.startsWith('/') && !url.startsWith('//') ? URL.parse(url, origin) : null;
  if (location === null) throw new Refusal('invalid_request', 'This is no path.');
  return location;
};

interface PageRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly serveFile: RequestListener;
  readonly own: OwnAddress;
}

const servePage = ({ request, response, serveFile, own }: PageRequest): void => {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new Refusal('method_not_allowed', 'The page is only read.');
  }
  // The APIs know one origin of the page.
  if (request.headers.host !== new URL(own.origin).host) {
    response.writeHead(308, { location: own.origin }).end();
    return;
  }
  response.setHeader('cache-control', 'no-cache');
  serveFile(request, response);
};

const inputOf = async ({ method }: ControlRoute, request: IncomingMessage, url: URL): Promise<unknown> =>
  method === 'POST' ? await readJson(request) : Object.fromEntries(url.searchParams);

const refusalOf = (error: unknown, report: (error: unknown) => void): Refusal => {
  if (error instanceof Refusal) return error;
  if (error instanceof ConflictError) return new Refusal('conflict', error.message);
  if (error instanceof z.ZodError) return new Refusal('invalid_request', z.prettifyError(error));
  report(error);
  return new Refusal('internal', 'The demo could not do this: its terminal says why.');
};

const refuse = (response: ServerResponse, { code, message }: Refusal): void => {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // A body that was not read must not be taken for the next request.
  response.setHeader('connection', 'close');
  answer(response, STATUS_OF_REFUSAL[code], { code, detail: message } satisfies ControlProblem);
};

const answer = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

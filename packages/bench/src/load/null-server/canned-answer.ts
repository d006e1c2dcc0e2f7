// An answer of a server, kept so that another can give the same bytes.
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { PreparedRequest } from '../send-request.ts';

export interface CannedAnswer {
  readonly status: number;
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/** What a server adds by itself. */
const OWN_HEADERS = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/** @param origin of a server on this machine */
export const canAnswer = async (origin: string, { path, headers }: PreparedRequest): Promise<CannedAnswer> => {
  const request = get(new URL(path, origin), { headers: { ...headers } });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const { rawHeaders, statusCode: status = 0 } = response;
  const kept = rawHeaders.filter((_, index) => !OWN_HEADERS.has((rawHeaders[index - (index % 2)] ?? '').toLowerCase()));
  return { status, rawHeaders: kept, body: await text(response) };
};

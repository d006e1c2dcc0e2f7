// One request of the page to an API, sent as any page would send it.
import { problemSchema } from '@authlab/contract';
import { EXCHANGE_HEADER } from '../../protocol/exchange.ts';
import type { Outcome } from '../model/model.ts';

export interface ApiRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  readonly accessToken?: string | undefined;
  /** Whether cookies go along, and are taken from the answer. */
  readonly credentials: 'include' | 'omit';
}

export interface ApiAnswer {
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly exchangeId: string | undefined;
  readonly outcome: Outcome;
}

export const callApi = async (request: ApiRequest): Promise<ApiAnswer> => {
  const startedAtMs = Date.now();
  const response = await send(request).catch(() => undefined);
  if (response === undefined) {
    return { startedAtMs, endedAtMs: Date.now(), exchangeId: undefined, outcome: { state: 'silent' } };
  }
  const endedAtMs = Date.now();
  return {
    startedAtMs,
    endedAtMs,
    exchangeId: response.headers.get(EXCHANGE_HEADER) ?? undefined,
    outcome: await outcomeOf(response),
  };
};

const send = ({ method, url, body, accessToken, credentials }: ApiRequest): Promise<Response> =>
  fetch(url, {
    method,
    credentials,
    headers: {
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const outcomeOf = async (response: Response): Promise<Outcome> => {
  const text = await response.text().catch(() => '');
  const body = parsed(text);
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    state: 'answered',
    status: response.status,
    code: response.ok ? undefined : problemSchema.safeParse(body).data?.code,
    retryAfterSeconds: Number.isNaN(retryAfter) ? undefined : retryAfter,
    body,
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

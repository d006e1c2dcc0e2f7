// Asks the demo's own server for something, and says plainly how that went.
import type { z } from 'zod';
import { controlProblemSchema } from '../../protocol/control-problem.ts';
import { CONTROL_ROUTES, type ControlAction } from '../../protocol/control-routes.ts';

/** `gone`: nobody answers at the page's own origin, so the demo has ended. */
export type ControlAnswer<Body> =
  | { readonly state: 'done'; readonly body: Body }
  | { readonly state: 'refused'; readonly detail: string }
  | { readonly state: 'gone' };

/** @param input the body of a POST; the query of a GET */
export const askControl = async <Schema extends z.ZodType>(
  action: ControlAction,
  input: Readonly<Record<string, unknown>>,
  schema: Schema,
): Promise<ControlAnswer<z.output<Schema>>> => {
  const response = await sendTo(action, input).catch(() => undefined);
  if (response === undefined) return { state: 'gone' };
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok)
    return {
      state: 'refused',
      detail: controlProblemSchema.safeParse(body).data?.detail ?? `status ${response.status}`,
    };
  const parsed = schema.safeParse(body);
  return parsed.success
    ? { state: 'done', body: parsed.data }
    : { state: 'refused', detail: 'the answer is not understood' };
};

const sendTo = (action: ControlAction, input: Readonly<Record<string, unknown>>): Promise<Response> => {
  const { method, path } = CONTROL_ROUTES[action];
  if (method === 'GET') return fetch(`${path}?${new URLSearchParams(input as Record<string, string>).toString()}`);
  return fetch(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) });
};

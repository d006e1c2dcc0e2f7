// What the answer to one of the page's own requests changes in its column.
import { loginSessionListSchema, type Principal, principalSchema, tokenAnswerSchema } from '@authlab/contract';
import { type ActionId, isRevoking } from '../action/action-id.ts';
import { decodeToken } from '../token/decode-token.ts';
import type { Proven } from './change.ts';
import { heldCookie } from './held-cookie.ts';
import type { Answer, Column, Trial } from './model.ts';

const REMEMBERED_ANSWERS = 30;

export const applyAnswer = (column: Column, answer: Answer, proven?: Proven): Column => {
  const next = { ...column, answers: [answer, ...column.answers].slice(0, REMEMBERED_ANSWERS) };
  const { outcome } = answer;
  if (outcome.state !== 'answered') return next;
  const changed = outcome.status < 300 ? succeeded(next, answer, outcome.body) : refused(next, answer);
  const isProven = outcome.status < 300 && proven !== undefined;
  const passwords = isProven ? { ...column.passwords, [proven.email]: proven.password } : column.passwords;
  return { ...changed, cookie: heldCookie(next), passwords };
};

/** A refused refresh leaves nothing to go on with; any other refusal may be this one replica's, or pass. */
const refused = (column: Column, { action, outcome }: Answer): Column =>
  action === 'refresh' && outcome.state === 'answered' && outcome.status === 401
    ? { ...column, accessToken: undefined, login: undefined }
    : column;

const succeeded = (column: Column, answer: Answer, body: unknown): Column => ({
  ...column,
  trial: trialAfter(column.trial, answer),
  ...SUCCESSES[answer.action]?.(column, body, answer),
});

type Success = (column: Column, body: unknown, answer: Answer) => Partial<Column>;

const loggedIn: Success = (column, body) => credentialIn(body, column);
/** As every good client does: it forgets what it had. */
const loggedOut: Success = () => ({ login: undefined, accessToken: undefined, devices: undefined });

/** Whatever is not here changes nothing that the page knows. */
const SUCCESSES: Readonly<Partial<Record<ActionId, Success>>> = {
  login: loggedIn,
  refresh: loggedIn,
  me: (column, body) => ({ login: principalSchema.safeParse(body).data ?? column.login }),
  devices: (column, body) => ({ devices: loginSessionListSchema.safeParse(body).data ?? column.devices }),
  'remove-device': ({ devices }, _body, { request }) => ({
    devices: devices?.filter(({ id }) => request?.path.endsWith(`/${id}`) !== true),
  }),
  logout: loggedOut,
  'logout-everywhere': loggedOut,
};

/** The session api answers who it is; the jwt api answers a token, which says it. */
const credentialIn = (body: unknown, column: Column): Partial<Column> => {
  const login = principalSchema.safeParse(body).data;
  if (login !== undefined) return { login };
  const token = tokenAnswerSchema.safeParse(body).data?.accessToken;
  return token === undefined ? {} : { accessToken: token, login: principalIn(token) ?? column.login };
};

const principalIn = (token: string): Principal | undefined => {
  const decoded = decodeToken(token);
  if (decoded.state !== 'decoded') return undefined;
  return principalSchema.safeParse({ id: decoded.claims['sub'], roles: decoded.claims['roles'] }).data;
};

/** The first revoking event of a theft is the one that is timed. */
const trialAfter = (trial: Trial | undefined, { action, endedAtMs }: Answer): Trial | undefined =>
  trial === undefined || trial.isOver || trial.revoked !== undefined || !isRevoking(action)
    ? trial
    : { ...trial, revoked: { event: action, ackAtMs: endedAtMs } };

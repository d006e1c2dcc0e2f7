// The procedure of a token, in six steps.
import type { Strategy } from '@authlab/contract';
import type { Exchange } from '../../protocol/exchange.ts';
import type { MarkedText } from '../../protocol/marked-text.ts';
import { type DecodedToken, decodeToken } from '../token/decode-token.ts';
import {
  answerStep,
  headerOf,
  plain,
  type Procedure,
  requestLine,
  roundTrips,
  splitCommands,
  type Step,
} from './steps-of.ts';

export const jwtSteps = (procedure: Procedure): readonly Step[] => {
  const { strategy, login, request } = procedure;
  return [
    {
      title: 'Log in',
      text: 'Email and password, or later the refresh cookie.',
      value: requestLine(login),
    },
    {
      title: 'The server signs a token and sets a refresh cookie',
      text: 'The token says who you are and until when. Redis holds only the refresh family.',
      value: login?.response?.body,
      commands: roundTrips(login),
    },
    {
      title: 'The page sends the token',
      text: 'Script puts it into the Authorization header; the browser does nothing by itself.',
      value: headerOf(request?.request, 'authorization') ?? (request === undefined ? undefined : plain('no token')),
    },
    {
      title: 'The server checks signature and claims',
      text: 'With its key alone, in its own process: this never costs a Redis command.',
      value: claimsIn(request),
    },
    {
      title: 'Has it been revoked?',
      text: LOOKS_UP[strategy] ?? '',
      value: revocationSeen(procedure),
      commands: splitCommands(procedure).check,
    },
    answerStep(procedure),
  ];
};

const LOOKS_UP: Readonly<Partial<Record<Strategy, string>>> = {
  'jwt/stateless': 'Nobody is asked. So a token that was logged out is still good here.',
  'jwt/denylist': 'One look into Redis: is its login denied, is its epoch too old?',
  'jwt/pushed': 'A look into this replica’s own memory, which a Redis stream keeps complete.',
};

const tokenIn = (request: Exchange | undefined): DecodedToken => {
  const token = headerOf(request?.request, 'authorization')?.text.replace(/^bearer +/iu, '');
  return token === undefined ? { state: 'unreadable' } : decodeToken(token);
};

const isTimely = (request: Exchange): boolean => {
  const token = tokenIn(request);
  return token.state === 'decoded' && (token.expiresAtMs ?? 0) > request.startedAtMs;
};

/** Only the few claims that are checked. */
const claimsIn = (request: Exchange | undefined): MarkedText | undefined => {
  const decoded = tokenIn(request);
  if (decoded.state !== 'decoded') return undefined;
  const { alg, kid } = decoded.header;
  const { iss, exp, epoch } = decoded.claims;
  return plain(JSON.stringify({ alg, kid, iss, exp, epoch }));
};

const revocationSeen = ({ strategy, request }: Procedure): MarkedText | undefined => {
  if (request?.response === undefined) return undefined;
  if (!isTimely(request)) return plain('not reached: there was no token, or it had expired');
  if (strategy === 'jwt/stateless') return plain('not asked');
  const { status } = request.response;
  if (status >= 500) return plain('cannot be known now');
  return plain(status === 401 ? 'revoked' : 'not revoked');
};

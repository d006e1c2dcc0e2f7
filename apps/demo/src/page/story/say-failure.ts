// What a refusal or an outage means, and what one can do now.
import { COOKIE_NAMES } from '@authlab/contract';
import { countdown } from '../text/duration.ts';
import { replicaName, type Told } from './told.ts';

/** @param status of an answer that is no success */
export const sayFailure = (told: Told, status: number, code: string | undefined): string => {
  switch (code) {
    case 'store_unavailable':
      return `Redis did not answer in time. The API says so with 503: a 401 would sign people out, a 200 would let revoked ones in.`;
    case 'invalid_credentials':
      return 'The email or the password is wrong, or the account is disabled. “Reset everything” brings the seeded accounts back.';
    case 'too_many_requests':
      return 'Too many attempts to log in: the API counts them before it hashes anything.';
    case 'forbidden':
      return 'The credential is good, but its role may not do this.';
    case 'not_found':
      return 'There is no such login session any more.';
    case 'overloaded':
      return 'Too many passwords are being hashed at once: the API says so at once instead of letting everybody wait.';
    case 'unauthenticated':
      return sayUnauthenticated(told);
    case undefined:
      return status >= 500 ? sayNobody(told) : sayRefusedAdmin(told, status);
    default:
      return `Refused with ${status}, ${code}.`;
  }
};

const sayNobody = ({ exchange }: Told): string =>
  exchange?.replica === undefined
    ? 'No replica could be reached: the balancer itself answered. Start one below.'
    : `${replicaName(exchange)} failed.`;

/** Of the admin's requests the page hears the status alone. */
const sayRefusedAdmin = ({ answer, exchange }: Told, status: number): string =>
  answer.strategy === 'session/memory' && status === 401
    ? `${replicaName(exchange)} does not know the admin’s session: it is in the memory of another replica.`
    : `Refused with ${status}.`;

const sayUnauthenticated = (told: Told): string => {
  const { answer, exchange } = told;
  if (answer.action === 'refresh') return 'The refresh token is not good any more, or there is none: log in again.';
  if (answer.scheme === 'jwt') return sayBadToken(told);
  if (!hadCookie(exchange)) return 'No cookie went along: the browser holds none for this API. Log in first.';
  if (answer.strategy === 'session/memory') {
    return `${replicaName(exchange)} does not know this session: only the replica that took the login does. That is why replicas need a session server.`;
  }
  return 'The cookie went along, but the session that it names has ended.';
};

/** Until the wire is known, it is taken to be as usual. */
const hadCookie = (exchange: Told['exchange']): boolean =>
  exchange === undefined ||
  exchange.request.headers.some(({ name, value }) => name === 'cookie' && value.text.includes(COOKIE_NAMES.session));

const sayBadToken = ({ answer }: Told): string => {
  const { tokenExpiresAtMs, startedAtMs } = answer;
  if (tokenExpiresAtMs === undefined) return 'No token went along: this page holds none. Log in, or refresh.';
  if (tokenExpiresAtMs <= startedAtMs) {
    return `The access token expired ${countdown(startedAtMs - tokenExpiresAtMs)} ago. A refresh brings a new one.`;
  }
  return 'The token is signed and has not expired, but it has been revoked, and this strategy knows.';
};

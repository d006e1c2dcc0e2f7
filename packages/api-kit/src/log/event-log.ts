// The security events that the log must show (OWASP ASVS 5.0 V16.3), each with who and from where, none with a credential.
import { type AppError, ROUTES, STATUS_OF } from '@authlab/contract';
import type { Request } from 'express';
import { Counter, type Registry } from 'prom-client';
import { UnauthenticatedError } from '../access/unauthenticated-error.ts';
import { clientAddress } from '../http/client-address.ts';
import type { Log } from './log.ts';

type Event =
  | 'registered'
  | 'login'
  | 'login_failed'
  | 'logout'
  | 'logout_everywhere'
  | 'session_ended'
  | 'password_changed'
  | 'refresh'
  | 'refresh_reuse'
  | 'user_changed';

export class EventLog {
  readonly #log: Log;
  readonly #events: Counter<'event'>;
  readonly #refusals: Counter<'code'>;

  constructor(log: Log, registry: Registry) {
    const registers = [registry];
    this.#log = log;
    this.#events = new Counter({
      name: 'auth_events_total',
      help: 'Security events.',
      labelNames: ['event'],
      registers,
    });
    this.#refusals = new Counter({
      name: 'auth_refusals_total',
      help: 'Refused requests.',
      labelNames: ['code'],
      registers,
    });
  }

  /** @param about ids alone: no credential, no password, no email */
  record(event: Event, request: Request, about: Readonly<Record<string, unknown>> = {}): void {
    this.#events.inc({ event });
    this.#log.info({ event, ip: clientAddress(request), ...about });
  }

  /** A request that was not answered with what it asked for: by its route, since a path may hold a credential. */
  refused(request: Request, error: AppError): void {
    const status = STATUS_OF[error.code];
    this.#refusals.inc({ code: error.code });
    const facts = {
      event: 'refused',
      code: error.code,
      status,
      method: request.method,
      route: routeOf(request.path),
      ip: clientAddress(request),
      ...(error instanceof UnauthenticatedError ? { defect: error.defect } : {}),
    };
    if (status < 500) this.#log.info(facts);
    else this.#log.error({ ...facts, cause: describe(error.details.cause) });
  }
}

const ROUTE_SHAPES = Object.values(ROUTES).map(({ path }) => ({
  path,
  shape: new RegExp(`^${path.replaceAll('.', String.raw`\.`).replaceAll(/:\w+/gu, '[^/]+')}/?$`, 'iu'),
}));

/** By the table and not by Express: refusals before the routing are to say it too. */
const routeOf = (path: string): string => ROUTE_SHAPES.find(({ shape }) => shape.test(path))?.path ?? 'unmatched';

/** Drivers' messages can hold connection strings or values; the name and the code of an error cannot. */
const describe = (cause: unknown): Readonly<Record<string, unknown>> | undefined => {
  if (typeof cause !== 'object' || cause === null) return undefined;
  const { name, code, stack } = cause as { name?: string; code?: string; stack?: string };
  return {
    name,
    code,
    at: stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 5),
  };
};

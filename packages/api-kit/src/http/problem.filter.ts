// Turns every failure into one shape, RFC 9457 problem details; what the client sees is apart from what the log gets.
import { STATUS_CODES } from 'node:http';
import { AppError, type ErrorCode, type Problem, PROBLEM_CONTENT_TYPE, STATUS_OF } from '@authlab/contract';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CredentialReader } from '../access/credential-reader.ts';
import { UnauthenticatedError } from '../access/unauthenticated-error.ts';
import { EventLog } from '../log/event-log.ts';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #credentials: CredentialReader;
  readonly #log: EventLog;

  constructor(credentials: CredentialReader, log: EventLog) {
    this.#credentials = credentials;
    this.#log = log;
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const error = toAppError(thrown);
    this.#log.refused(request, error);
    this.#answer(http.getResponse<Response>(), error);
  }

  #answer(response: Response, error: AppError): void {
    const status = STATUS_OF[error.code];
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (status === 401) {
      const presented = error instanceof UnauthenticatedError && error.presented;
      response.setHeader('WWW-Authenticate', this.#credentials.challenge(presented));
    }
    if (status === 503 || error.details.retryAfterSeconds !== undefined) {
      response.setHeader('Retry-After', String(error.details.retryAfterSeconds ?? 1));
    }
    response
      .status(status)
      .type(PROBLEM_CONTENT_TYPE)
      .send(JSON.stringify(toProblem(error, status)));
  }
}

const toProblem = (error: AppError, status: number): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  code: error.code,
  ...(error.details.detail === undefined ? {} : { detail: error.details.detail }),
  ...(error.details.errors === undefined ? {} : { errors: [...error.details.errors] }),
});

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_request',
  404: 'not_found',
  405: 'not_found',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
};

/** Failures of the framework and of the body parser carry a 4xx status; whatever else happens is ours: `internal`. */
const toAppError = (thrown: unknown): AppError => {
  if (thrown instanceof AppError) return thrown;
  const code = CODE_OF_STATUS[statusOf(thrown)] ?? 'internal';
  return new AppError(code, { cause: thrown });
};

const statusOf = (thrown: unknown): number => {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (thrown instanceof URIError) return 400;
  if (typeof thrown === 'object' && thrown !== null && 'status' in thrown) return Number(thrown.status);
  return 500;
};

// The global guard, closed by default: a route without @Public() needs a credential that its scheme accepts.
import { AppError, type Role } from '@authlab/contract';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { Public, RequiresRole } from './access.decorator.ts';
import { CredentialReader } from './credential-reader.ts';
import type { AuthenticatedRequest, CurrentLogin } from './current-login.ts';

@Injectable()
export class AccessGuard implements CanActivate {
  readonly #reflector: Reflector;
  readonly #credentials: CredentialReader;

  constructor(reflector: Reflector, credentials: CredentialReader) {
    this.#reflector = reflector;
    this.#credentials = credentials;
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.#reflector.getAllAndOverride(Public, targets)) return true;
    const role = this.#reflector.getAllAndOverride(RequiresRole, targets);
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    const login = this.#credentials.read(request, http.getResponse<Response>());
    // A scheme that answers from memory costs no turn of the event loop.
    return login instanceof Promise ? login.then((read) => admit(request, read, role)) : admit(request, login, role);
  }
}

const admit = (request: AuthenticatedRequest, login: CurrentLogin, role: Role | undefined): boolean => {
  if (role !== undefined && !login.principal.roles.includes(role)) throw new AppError('forbidden');
  request.current = login;
  return true;
};

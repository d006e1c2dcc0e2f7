// Guards the login route, in this order: body, limits, passport.
import { AppError, loginSchema } from '@authlab/contract';
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { Request } from 'express';
import { clientAddress } from '../http/client-address.ts';
import { parseBody } from '../http/contract-body.pipe.ts';
import { requireSecureTransport } from '../http/secure-transport.ts';
import { LoginLimits } from './login-limits.ts';

@Injectable()
export class LocalGuard extends AuthGuard('local') {
  readonly #limits: LoginLimits;

  constructor(limits: LoginLimits) {
    super();
    this.#limits = limits;
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    requireSecureTransport(request);
    // passport-local also reads the query and hands on what is no string: only a checked body gets to it.
    const { email } = (request.body = parseBody(loginSchema, request.body));
    await this.#limits.take(email, clientAddress(request));
    await super.canActivate(context);
    await this.#limits.clearAccount(email);
    return true;
  }

  override handleRequest<User>(error: unknown, user: User | false): User {
    if (error instanceof Error) throw error;
    if (!user) throw new AppError('invalid_credentials');
    return user;
  }
}

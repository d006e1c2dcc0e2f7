// The AuthGuard of the documentation of NestJS (Security: Authentication).
import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { Request } from 'express';
import { bearerToken } from '../bearer-token.ts';
import type { Person } from '../people.ts';

/** What the documentation calls the payload. */
interface Payload {
  readonly sub: string;
  readonly roles: readonly string[];
}

@Injectable()
export class AuthGuard implements CanActivate {
  readonly #jwt: JwtService;

  constructor(jwt: JwtService) {
    this.#jwt = jwt;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request & { user: Person }>();
    const token = bearerToken(request);
    if (token === undefined) throw new UnauthorizedException();
    try {
      const { sub, roles } = await this.#jwt.verifyAsync<Payload>(token);
      request.user = { id: sub, roles };
    } catch {
      throw new UnauthorizedException();
    }
    return true;
  }
}

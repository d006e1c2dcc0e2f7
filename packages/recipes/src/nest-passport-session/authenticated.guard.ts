// Lets logged-in requests through, as the documentation's AuthenticatedGuard does, with 401 instead of 403.
import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import type { Request } from 'express';
import { readPassportUse } from '../config.ts';
import type { Person } from '../people.ts';

const isPassportAtLoginOnly = readPassportUse() === 'login';

@Injectable()
export class AuthenticatedGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const isLoggedIn = isPassportAtLoginOnly ? takesUserFromSession(request) : request.isAuthenticated();
    if (!isLoggedIn) throw new UnauthorizedException();
    return true;
  }
}

/** What passport does on each request, without passport: it left the user in the session at login. */
const takesUserFromSession = (request: Request): boolean => {
  const { passport } = request.session as { readonly passport?: { readonly user?: Person } };
  if (passport?.user === undefined) return false;
  request.user = passport.user;
  return true;
};

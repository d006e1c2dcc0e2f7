// Hands a handler the login that the global guard read.
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from './current-login.ts';

export const Current = createParamDecorator(
  (_data: undefined, context: ExecutionContext) => context.switchToHttp().getRequest<AuthenticatedRequest>().current,
);

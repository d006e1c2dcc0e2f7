// The control arm: the answer of /me without any authentication work.
import { type Principal, ROUTES } from '@authlab/contract';
import { Controller, Get } from '@nestjs/common';
import { Public } from '../access/access.decorator.ts';

/** As long as the id of a real principal, so that both answers have the same size. */
const NOBODY: Principal = { id: '00000000-0000-4000-8000-000000000000', roles: ['user'] };

@Controller()
export class PublicController {
  @Public(true)
  @Get(ROUTES.public.path)
  show(): Principal {
    return { id: NOBODY.id, roles: NOBODY.roles };
  }
}

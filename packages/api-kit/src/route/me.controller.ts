// Who am I: answered from the credential alone.
import { type Principal, ROUTES } from '@authlab/contract';
import { Controller, Get } from '@nestjs/common';
import { Current } from '../access/current-login.decorator.ts';
import type { CurrentLogin } from '../access/current-login.ts';

@Controller()
export class MeController {
  @Get(ROUTES.me.path)
  show(@Current() login: CurrentLogin): Principal {
    return { id: login.principal.id, roles: login.principal.roles };
  }
}

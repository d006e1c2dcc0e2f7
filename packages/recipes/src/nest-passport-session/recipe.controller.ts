// The routes that the lab measures or attacks, and those that it needs to log in and out.
import { promisify } from 'node:util';
import { Body, Controller, Get, HttpCode, Post, Req, Session, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { NOBODY, People, type Person } from '../people.ts';
import { AuthenticatedGuard } from './authenticated.guard.ts';
import { LocalAuthGuard } from './local-auth.guard.ts';

@Controller()
export class RecipeController {
  readonly #people: People;

  constructor(people: People) {
    this.#people = people;
  }

  @Get('public')
  public(): Person {
    return { id: NOBODY.id, roles: NOBODY.roles };
  }

  @Post('auth/register')
  register(@Body() body: { email: string; password: string }): Person {
    return this.#people.register(body.email, body.password);
  }

  @UseGuards(LocalAuthGuard)
  @HttpCode(200)
  @Post('auth/login')
  login(@Req() request: Request & { user: Person }): Person {
    return { id: request.user.id, roles: request.user.roles };
  }

  /** As the documentation of passport has it. */
  @HttpCode(204)
  @Post('auth/logout')
  async logout(@Req() request: Request): Promise<void> {
    await promisify(request.logout.bind(request))();
  }

  /** The example of the documentation of NestJS (Session): a request that changes the session. */
  @UseGuards(AuthenticatedGuard)
  @Get('visits')
  visits(@Session() session: { visits?: number }): { visits: number } {
    session.visits = session.visits ? session.visits + 1 : 1;
    return { visits: session.visits };
  }

  @UseGuards(AuthenticatedGuard)
  @Get('me')
  me(@Req() request: Request & { user: Person }): Person {
    return { id: request.user.id, roles: request.user.roles };
  }
}

// The routes that the lab measures, and those that it needs to log in.
import { Body, Controller, Get, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
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

  @UseGuards(AuthenticatedGuard)
  @Get('me')
  me(@Req() request: Request & { user: Person }): Person {
    return { id: request.user.id, roles: request.user.roles };
  }
}

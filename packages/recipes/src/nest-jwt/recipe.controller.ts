// The routes that the lab measures, and those that it needs to log in.
import { Body, Controller, Get, HttpCode, Post, Req, UnauthorizedException, UseGuards } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { Request } from 'express';
import { claimsOf } from '../claims.ts';
import { NOBODY, People, type Person } from '../people.ts';
import { type TokenAnswer, tokenAnswer } from '../token-answer.ts';
import { AuthGuard } from './auth.guard.ts';

@Controller()
export class RecipeController {
  readonly #people: People;
  readonly #jwt: JwtService;

  constructor(people: People, jwt: JwtService) {
    this.#people = people;
    this.#jwt = jwt;
  }

  @Get('public')
  public(): Person {
    return { id: NOBODY.id, roles: NOBODY.roles };
  }

  @Post('auth/register')
  register(@Body() body: { email: string; password: string }): Person {
    return this.#people.register(body.email, body.password);
  }

  @HttpCode(200)
  @Post('auth/login')
  async login(@Body() body: { email: string; password: string }): Promise<TokenAnswer> {
    const person = this.#people.authenticate(body.email, body.password);
    if (person === undefined) throw new UnauthorizedException();
    const payload = { sub: person.id, roles: person.roles, ...claimsOf(body.email) };
    return tokenAnswer(await this.#jwt.signAsync(payload));
  }

  @UseGuards(AuthGuard)
  @Get('me')
  me(@Req() request: Request & { user: Person }): Person {
    return { id: request.user.id, roles: request.user.roles };
  }
}

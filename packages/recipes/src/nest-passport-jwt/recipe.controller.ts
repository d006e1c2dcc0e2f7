// The routes that the lab measures, and those that it needs to log in.
import { Body, Controller, Get, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AuthGuard } from '@nestjs/passport';
import type { Request } from 'express';
import type { Claims } from '../claims.ts';
import { NOBODY, People, type Person } from '../people.ts';
import { type TokenAnswer, tokenAnswer } from '../token-answer.ts';

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

  @UseGuards(AuthGuard('local'))
  @HttpCode(200)
  @Post('auth/login')
  async login(@Req() { user }: Request & { user: Person & Claims }): Promise<TokenAnswer> {
    const { id, ...claims } = user;
    return tokenAnswer(await this.#jwt.signAsync({ sub: id, ...claims }));
  }

  @UseGuards(AuthGuard('jwt'))
  @Get('me')
  me(@Req() request: Request & { user: Person }): Person {
    return { id: request.user.id, roles: request.user.roles };
  }
}

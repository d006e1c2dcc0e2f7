// The routes that the lab measures, and those that it needs to log in.
import { Body, Controller, Get, HttpCode, Post, Req, UnauthorizedException, UseGuards } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { Request } from 'express';
import { NOBODY, People, type Person } from '../people.ts';
import { AuthGuard } from './auth.guard.ts';
import { LIFETIME_SECONDS } from './config.ts';

interface Tokens {
  readonly accessToken: string;
  readonly tokenType: string;
  readonly expiresIn: number;
}

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
  async login(@Body() body: { email: string; password: string }): Promise<Tokens> {
    const person = this.#people.authenticate(body.email, body.password);
    if (person === undefined) throw new UnauthorizedException();
    const accessToken = await this.#jwt.signAsync({ sub: person.id, roles: person.roles });
    return { accessToken, tokenType: 'Bearer', expiresIn: LIFETIME_SECONDS };
  }

  @UseGuards(AuthGuard)
  @Get('me')
  me(@Req() request: Request & { user: Person }): Person {
    return { id: request.user.id, roles: request.user.roles };
  }
}

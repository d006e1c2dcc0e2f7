// passport-local, as the documentation of NestJS has it.
import { Injectable, UnauthorizedException } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';
import { type Claims, claimsOf } from './claims.ts';
import { People, type Person } from './people.ts';

@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy) {
  readonly #people: People;

  constructor(people: People) {
    super({ usernameField: 'email' });
    this.#people = people;
  }

  validate(email: string, password: string): Person & Claims {
    const person = this.#people.authenticate(email, password);
    if (person === undefined) throw new UnauthorizedException();
    return { ...person, ...claimsOf(email) };
  }
}

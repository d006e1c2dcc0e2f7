// passport-local, as the documentation of NestJS has it.
import { Injectable, UnauthorizedException } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';
import { People, type Person } from '../people.ts';

@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy) {
  readonly #people: People;

  constructor(people: People) {
    super({ usernameField: 'email' });
    this.#people = people;
  }

  validate(email: string, password: string): Person {
    const person = this.#people.authenticate(email, password);
    if (person === undefined) throw new UnauthorizedException();
    return person;
  }
}

// passport-jwt, as the documentation of NestJS has it.
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { readSecret } from '../config.ts';
import type { Person } from '../people.ts';

interface Payload {
  readonly sub: string;
  readonly roles: readonly string[];
}

@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor() {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      ignoreExpiration: false,
      secretOrKey: readSecret(),
    });
  }

  validate({ sub, roles }: Payload): Person {
    return { id: sub, roles };
  }
}

// What passport keeps of a user in the session: here all that a request needs, so that no request asks a database.
import { Injectable } from '@nestjs/common';
import { PassportSerializer } from '@nestjs/passport';
import type { Claims } from '../claims.ts';
import type { Person } from '../people.ts';

type Done<Value> = (error: Error | null, value: Value) => void;

@Injectable()
export class SessionSerializer extends PassportSerializer {
  serializeUser(user: Person & Claims, done: Done<Person & Claims>): void {
    done(null, user);
  }

  deserializeUser(payload: Person & Claims, done: Done<Person & Claims>): void {
    done(null, payload);
  }
}

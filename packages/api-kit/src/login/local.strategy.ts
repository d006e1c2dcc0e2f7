// passport-local: email and password from the checked body become a user.
import { authenticateUser, type User } from '@authlab/users';
import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';
import { ACCOUNTS, type Accounts } from './accounts.ts';

@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy) {
  readonly #accounts: Accounts;

  constructor(@Inject(ACCOUNTS) accounts: Accounts) {
    super({ usernameField: 'email', passwordField: 'password' });
    this.#accounts = accounts;
  }

  /** @throws {AppError} `invalid_credentials`, the same for unknown, wrong and disabled */
  validate(email: string, password: string): Promise<User> {
    return authenticateUser(this.#accounts, { email, password });
  }
}

// One whose credentials are revoked, again and again.
import type { Account } from '../../target/log-in.ts';

const PASSWORDS = ['a long enough pass phrase', 'another long pass phrase'] as const;

/** Belongs to one trial at a time. */
export class Victim {
  readonly #account: Account;
  #password: string;

  constructor(account: Account) {
    this.#account = account;
    this.#password = account.password;
  }

  /** With the password that holds now. */
  get account(): Account {
    return { ...this.#account, password: this.#password };
  }

  /** Another password than the present one. */
  get nextPassword(): string {
    return PASSWORDS.find((password) => password !== this.#password) ?? PASSWORDS[0];
  }

  /** The account has this password from now on. */
  changePassword(password: string): void {
    this.#password = password;
  }
}

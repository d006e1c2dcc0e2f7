// The users of a comparator: in memory, with plain passwords, because only what comes after a login is compared.
import { randomUUID } from 'node:crypto';

export interface Person {
  readonly id: string;
  readonly roles: readonly string[];
}

/** What registers and logs in; the lab also sends a name, which nobody needs here. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

interface Account extends Person {
  readonly password: string;
}

/** As long as the id of a real person, so that both answers have the same size. */
export const NOBODY: Person = { id: '00000000-0000-4000-8000-000000000000', roles: ['user'] };

export class People {
  readonly #byEmail = new Map<string, Account>();

  register(email: string, password: string): Person {
    const account = { id: randomUUID(), roles: ['user'], password };
    this.#byEmail.set(email, account);
    return { id: account.id, roles: account.roles };
  }

  authenticate(email: string, password: string): Person | undefined {
    const account = this.#byEmail.get(email);
    return account?.password === password ? { id: account.id, roles: account.roles } : undefined;
  }
}

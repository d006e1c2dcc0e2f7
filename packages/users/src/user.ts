// Who has an account.
import { randomUUID } from 'node:crypto';
import type { Role } from '@authlab/contract';

/** One account, as it is stored. */
export interface User {
  /** A UUID in lower case. */
  readonly id: string;
  /** As it was typed; `emailKey` is what makes it unique. */
  readonly email: string;
  readonly displayName: string;
  /** PHC string of argon2id. Never leaves the domain. */
  readonly passwordHash: string;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
  /** Raised by one whenever every credential given out so far must end. */
  readonly epoch: number;
  readonly createdAt: Date;
}

type Fresh = Pick<User, 'email' | 'displayName' | 'passwordHash' | 'roles'>;

/** A user with a new random id (122 random bits), enabled, at epoch 0, created now. */
export const newUser = (fresh: Fresh): User => ({
  ...fresh,
  id: randomUUID(),
  disabled: false,
  epoch: 0,
  createdAt: new Date(),
});

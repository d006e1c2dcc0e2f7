// The injection token of what the routes need of the users domain.
export type { Accounts } from '@authlab/users';

export const ACCOUNTS = Symbol('accounts');

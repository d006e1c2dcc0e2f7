// The door of @authlab/users: the users domain and where it keeps them.
export type { Accounts } from './accounts.ts';
export { authenticateUser } from './authenticate-user.ts';
export { changePassword } from './change-password.ts';
export { ensureAdmin } from './ensure-admin.ts';
export { type BlockList, loadBlockList } from './password/block-list.ts';
export { createPasswordHasher, type HashingLimits, type PasswordHasher } from './password/password-hasher.ts';
export { registerUser } from './register-user.ts';
export { type SeededUser, type SeedPlan, seedUsers } from './seed-users.ts';
export { DatabaseUrlError } from './store/database-url.ts';
export { openUserStore, type UserStore } from './store/open-user-store.ts';
export type { StoreLimits } from './store/store-limits.ts';
export type { User } from './user.ts';
export type { UserPage, UserPatch, UserRepository } from './user-repository.ts';

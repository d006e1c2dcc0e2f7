// The door of @authlab/contract: everything that goes over the wire between an API and its clients.
export { type AbilityOfStrategy, abilities, type Scheme, STRATEGIES, type Strategy } from './strategy.ts';
export { ERROR_CODES, type ErrorCode, PROBLEM_CONTENT_TYPE, type Problem, problemSchema } from './problem.ts';
export {
  adminUserListSchema,
  type AdminUser,
  adminUserSchema,
  type LoginSession,
  loginSessionListSchema,
  loginSessionSchema,
  type Principal,
  principalSchema,
  type Role,
  ROLES,
  type TokenAnswer,
  tokenAnswerSchema,
} from './answers.ts';
export {
  type AdminPatch,
  adminPatchSchema,
  type ChangePassword,
  changePasswordSchema,
  type Login,
  loginSchema,
  type LogoutEverywhere,
  logoutEverywhereSchema,
  PASSWORD_LENGTH,
  type Register,
  registerSchema,
} from './requests.ts';
export { type Access, type Operation, type Route, ROUTES } from './routes.ts';
export { COOKIE_NAMES, MAX_COOKIE_BYTES } from './cookies.ts';
export { AppError, type AppErrorDetails, STATUS_OF } from './app-error.ts';

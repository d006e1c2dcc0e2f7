// The bodies of 2xx answers.
import { z } from 'zod';

export const ROLES = ['user', 'admin'] as const;
export type Role = (typeof ROLES)[number];
const rolesSchema = z.array(z.enum(ROLES));

/** Who the credential stands for. */
export const principalSchema = z.strictObject({ id: z.string(), roles: rolesSchema });
export type Principal = z.infer<typeof principalSchema>;

const instant = z.iso.datetime();

/** One login on one device. `id` is public: it names the login session and is no credential. */
export const loginSessionSchema = z.strictObject({
  id: z.string(),
  device: z.string().optional(),
  ip: z.string(),
  createdAt: instant,
  lastSeenAt: instant,
  current: z.boolean(),
});
export type LoginSession = z.infer<typeof loginSessionSchema>;
export const loginSessionListSchema = z.array(loginSessionSchema);

/** What an admin sees of a user. */
export const adminUserSchema = z.strictObject({
  id: z.string(),
  email: z.string(),
  displayName: z.string(),
  roles: rolesSchema,
  disabled: z.boolean(),
  createdAt: instant,
});
export type AdminUser = z.infer<typeof adminUserSchema>;
export const adminUserListSchema = z.strictObject({
  users: z.array(adminUserSchema),
  nextAfter: z.string().optional(),
});

/** The answer of login and refresh in the jwt scheme (RFC 6749 section 5.1, in camel case); `expiresIn` in seconds. */
export const tokenAnswerSchema = z.strictObject({
  accessToken: z.string(),
  tokenType: z.literal('Bearer'),
  expiresIn: z.number().int().positive(),
});
export type TokenAnswer = z.infer<typeof tokenAnswerSchema>;

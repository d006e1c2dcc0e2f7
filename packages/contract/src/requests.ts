// The bodies of requests: strict, bounded, with messages a person can act on.
import { z } from 'zod';
import { ROLES } from './answers.ts';

/** In Unicode code points (NIST SP 800-63B-4 section 3.1.1.2: at least 15 where it is the only factor, each code point counts one). */
export const PASSWORD_LENGTH = { min: 15, max: 128 } as const;
const EMAIL_MAX = 254;
const NAME_MAX = 100;

const codePoints = (text: string): number => Array.from(text).length;

/** Exact: never trimmed, folded or cut (OWASP ASVS 5.0 6.2.8). */
const newPassword = z
  .string()
  .refine((text) => codePoints(text) >= PASSWORD_LENGTH.min && codePoints(text) <= PASSWORD_LENGTH.max, {
    message: `must have ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters`,
  });

/** A password to compare: its length is bounded, but says nothing about the rules for new ones. */
const knownPassword = z
  .string()
  .min(1)
  .max(4 * PASSWORD_LENGTH.max);

const email = z.email().max(EMAIL_MAX);
/** Free text that ends up on screens and in logs: no control characters. */
const line = z
  .string()
  .min(1)
  .max(NAME_MAX)
  .regex(/^\P{Cc}+$/u, 'must not contain control characters');

export const registerSchema = z.strictObject({ email, password: newPassword, displayName: line });
export type Register = z.infer<typeof registerSchema>;

export const loginSchema = z.strictObject({ email, password: knownPassword, device: line.optional() });
export type Login = z.infer<typeof loginSchema>;

export const changePasswordSchema = z.strictObject({ currentPassword: knownPassword, newPassword });
export type ChangePassword = z.infer<typeof changePasswordSchema>;

export const logoutEverywhereSchema = z.strictObject({ keepCurrent: z.boolean().optional() });
export type LogoutEverywhere = z.infer<typeof logoutEverywhereSchema>;

export const adminPatchSchema = z
  .strictObject({ disabled: z.boolean().optional(), roles: z.array(z.enum(ROLES)).min(1).max(ROLES.length).optional() })
  .refine((patch) => patch.disabled !== undefined || patch.roles !== undefined, { message: 'names nothing to change' });
export type AdminPatch = z.infer<typeof adminPatchSchema>;

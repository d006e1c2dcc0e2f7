// The settings of the comparator, from the environment.

const secret = process.env['COOKIE_SECRETS'];
if (secret === undefined) throw new Error('Set COOKIE_SECRETS.');

/** A string, as the documentation has it. */
export const SECRET: string = secret;
/** The documentation says a minute; a measurement takes longer. */
export const LIFETIME_SECONDS = 3600;

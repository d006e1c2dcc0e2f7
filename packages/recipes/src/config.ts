// The settings of the comparators, from the environment.

/** Comparators keep less in mind than an API: a missing setting is a mistake of the lab. */
const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`Set ${name}.`);
  return value;
};

const wholeSeconds = (name: string, fallback: number): number => {
  const seconds = Number(process.env[name] ?? fallback);
  if (!Number.isSafeInteger(seconds) || seconds < 1) throw new Error(`${name} must be a whole number of seconds.`);
  return seconds;
};

/** Only for those that need a Redis. */
export const readRedisUrl = (): string => required('REDIS_URL');

/** What signs or encrypts: one string, as every documentation has it. */
export const readSecret = (): string => required('COOKIE_SECRETS');

/** How much extra data a login keeps, `CLAIMS_BYTES`; nothing by default. */
export const readClaimsBytes = (): number => {
  const bytes = Number(process.env['CLAIMS_BYTES'] ?? 0);
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw new Error('CLAIMS_BYTES must be a whole number.');
  return bytes;
};

/** A knob that the lab misspells would measure the default under another name. */
const knob = <Value extends string>(name: string, values: readonly [Value, ...Value[]]): Value => {
  const word = process.env[name] ?? values[0];
  const value = values.find((known) => known === word);
  if (value === undefined) throw new Error(`${name} must be one of ${values.join(', ')}.`);
  return value;
};

/** `string`, as the documentation has it, or `key-object` for a KeyObject that is made once. */
export const readSecretForm = (): 'string' | 'key-object' => knob('SECRET_FORM', ['string', 'key-object']);

/** Passport works on `each-request`, as the documentation has it, or for the `login` alone. */
export const readPassportUse = (): 'each-request' | 'login' => knob('PASSPORT_USE', ['each-request', 'login']);

/** How long a token is good, `LIFETIME_SECONDS`: the documentations say a minute; a measurement takes longer. */
export const LIFETIME_SECONDS = wholeSeconds('LIFETIME_SECONDS', 3600);

/** How long better-auth answers from its cookie, `COOKIE_CACHE_SECONDS`: five minutes, as its documentation has it. */
export const COOKIE_CACHE_SECONDS = wholeSeconds('COOKIE_CACHE_SECONDS', 300);

// What in requests, answers and Redis is secret: whoever has it can act as the user.

/** Values of `Cookie`: `name=value; name=value`. */
const IN_COOKIE = /[^=;\s]+=(?<secret>[^;\s]+)/gu;
/** Only the pair itself: attributes follow it. */
const IN_SET_COOKIE = /^[^=]+=(?<secret>[^;]+)/gu;
const IN_AUTHORIZATION = /^\S+ (?<secret>.+)$/gu;

export const SECRETS_OF_HEADERS: Readonly<Record<string, readonly RegExp[]>> = {
  cookie: [IN_COOKIE],
  'set-cookie': [IN_SET_COOKIE],
  authorization: [IN_AUTHORIZATION],
};

export const SECRETS_OF_BODIES: readonly RegExp[] = [
  /"(?:accessToken|password|currentPassword|newPassword)"\s*:\s*"(?<secret>(?:[^"\\]|\\.)+)"/gu,
];

/** The 256 random bits of a session id, in keys and as a member of an index. Of tokens, Redis holds nothing secret. */
export const SECRETS_IN_REDIS: readonly RegExp[] = [/(?<=^|\}:|[\s"])[\w-]{43}(?=$|[\s"])/gu];

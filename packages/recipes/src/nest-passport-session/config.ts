// The settings of the comparator, from the environment.

export const readSettings = (environment = process.env): { readonly redisUrl: string; readonly secret: string } => {
  const { REDIS_URL: redisUrl, COOKIE_SECRETS: secret } = environment;
  if (redisUrl === undefined || secret === undefined) throw new Error('Set REDIS_URL and COOKIE_SECRETS.');
  return { redisUrl, secret };
};

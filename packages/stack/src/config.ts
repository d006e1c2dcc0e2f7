// The only place of this package that reads the environment: what a child cannot do without.

const BASICS = ['PATH', 'HOME', 'TMPDIR'] as const;

/** The surroundings every child gets; nothing else of the user's shell reaches a measured process. */
export const basicEnvironment = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    BASICS.flatMap((key) => {
      const value = process.env[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );

/** Of the process that stands for the distance to a Redis. */
export const readDistance = (): { readonly targetPort: number; readonly delayMs: number } => ({
  targetPort: Number(process.env['TARGET_PORT']),
  delayMs: Number(process.env['DELAY_MS']),
});

/** The path of a Chromium or Chrome that the user prefers to what is on the PATH. */
export const namedChromium = (): string | undefined => {
  const path = process.env['CHROMIUM'];
  return path === '' ? undefined : path;
};

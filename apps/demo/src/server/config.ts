// The only place of the demo that reads the environment: where it runs, and what it must not touch.

export interface Surroundings {
  readonly isProduction: boolean;
  /** Stores that the user has named, and that the demo leaves alone. */
  readonly namedStores: readonly string[];
  /** Whether a browser can be shown to somebody. */
  readonly hasScreen: boolean;
}

export const readSurroundings = (
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): Surroundings => ({
  isProduction: env['NODE_ENV'] === 'production',
  namedStores: ['REDIS_URL', 'DATABASE_URL'].filter((name) => isSet(env[name])),
  hasScreen: !isSet(env['CI']) && (platform !== 'linux' || isSet(env['DISPLAY']) || isSet(env['WAYLAND_DISPLAY'])),
});

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';

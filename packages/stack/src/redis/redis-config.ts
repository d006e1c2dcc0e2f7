// Writes the configuration file of a private Redis.
import { join } from 'node:path';
import { PID_FILE_NAME } from '../keeper/keeper-message.ts';

/**
 * Directives as `redis.conf` has them: the text after the name, quoted as Redis wants it; a list stands for several
 * lines. They replace the defaults: `{ save: '60 1000', appendonly: 'yes' }`.
 */
export type RedisConfig = Readonly<Record<string, string | readonly string[]>>;

/** Nothing is written to disk, and nothing is ever evicted: an evicted revocation would bring a credential back. */
const DEFAULTS: RedisConfig = {
  save: '""',
  appendonly: 'no',
  'maxmemory-policy': 'noeviction',
  // By default a master waits 5 s for more replicas before it copies itself to the first.
  'repl-diskless-sync-delay': '0',
};

export interface ConfigPlace {
  readonly port: number;
  /** Holds its files. */
  readonly folder: string;
  /** Another address besides 127.0.0.1; whoever comes there or here must know the password. */
  readonly remote?: { readonly address: string; readonly password: string } | undefined;
}

/**
 * @param place where it listens
 * @throws {TypeError} when a directive would break out of its line
 */
export const redisConfig = (config: RedisConfig, place: ConfigPlace): string => {
  const { remote } = place;
  const ours: RedisConfig = {
    bind: remote === undefined ? '127.0.0.1' : `127.0.0.1 ${remote.address}`,
    ...(remote === undefined ? {} : { requirepass: remote.password }),
    port: String(place.port),
    'protected-mode': 'yes',
    daemonize: 'no',
    dir: quote(place.folder),
    pidfile: quote(join(place.folder, PID_FILE_NAME)),
  };
  const lines = Object.entries({ ...DEFAULTS, ...config, ...ours }).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((text) => `${name} ${text}`),
  );
  if (lines.some((line) => /[\r\n]/u.test(line))) throw new TypeError('a Redis directive must not contain a newline');
  return `${lines.join('\n')}\n`;
};

const quote = (text: string): string => `"${text.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;

// Starts an API as a process: configuration, stores, server, the ready line; what stops it is apart.
import type { AddressInfo } from 'node:net';
import { EnvError } from '@authlab/env';
import type { ApiEnv } from '../config/api-env.ts';
import { createManagementServer } from '../management/management-server.ts';
import type { Scripts } from '../redis/connect-redis-client.ts';
import type { InvalidationFeed } from '../redis/invalidation-feed.ts';
import type { ApiParts } from './api-parts.ts';
import { type AppModule, createHttpApp } from './create-http-app.ts';
import { openParts } from './open-parts.ts';
import { Stopping } from './stopping.ts';

/** Longer than the idle time-out of common load balancers (60 s), so that none reuses a connection we just closed. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;

export interface ApiDescription<Config extends ApiEnv, Known extends Scripts> {
  readonly name: string;
  /** Reads the environment; `madeSecrets` names the secrets that were made at random because none was given. */
  readonly readConfig: () => { readonly config: Config; readonly madeSecrets: readonly string[] };
  readonly scripts: Known;
  /** Makes the feed of a strategy that keeps copies of what it read. */
  readonly createFeed?: (config: Config) => InvalidationFeed | undefined;
  readonly createModule: (parts: ApiParts<Config, Known>) => AppModule | Promise<AppModule>;
}

/** Runs until the process is told to stop. A failure to start is one clear message on stderr and exit code 1. */
export const startApi = async <Config extends ApiEnv, Known extends Scripts>(
  description: ApiDescription<Config, Known>,
): Promise<void> => {
  try {
    await start(description);
  } catch (error) {
    process.stderr.write(`${description.name} did not start. ${messageOf(error)}\n`);
    process.exit(1);
  }
};

const start = async <Config extends ApiEnv, Known extends Scripts>(
  description: ApiDescription<Config, Known>,
): Promise<void> => {
  const { config, madeSecrets } = description.readConfig();
  const { name, scripts, createFeed } = description;
  const parts = await openParts({ name, config, scripts, feed: createFeed?.(config) });
  if (madeSecrets.length > 0) {
    parts.log.warn({ event: 'secrets_made', keys: madeSecrets }, 'random secrets: every restart ends all logins');
  }
  const app = await createHttpApp(await description.createModule(parts), parts);
  const stopping = new Stopping();
  parts.readiness.require(() => stopping.insistOnService());
  const management = createManagementServer(parts);
  await app.listen(config.PORT, config.HOST);
  app.getHttpServer().keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
  const managementPort = await management.listen(config.MANAGEMENT_PORT, config.HOST);
  const { port } = app.getHttpServer().address() as AddressInfo;
  stopping.onSignals({ app, parts, management });
  parts.log.info({ event: 'ready', port, managementPort });
};

/** Only messages that were written for the operator are shown; a driver's text may hold a connection string. */
const messageOf = (error: unknown): string => {
  if (error instanceof EnvError) return error.message;
  const { message = 'unknown error', code } = error as { message?: string; code?: string };
  return code === 'EADDRINUSE' ? 'The port is in use: set PORT and MANAGEMENT_PORT to free ones, or 0.' : message;
};

// What session-api is made of: its configuration, its Redis scripts, its module.
import { AppModule } from './app.module.ts';
import { readConfig } from './config.ts';
import { createFeed } from './session/create-session-store.ts';
import { sessionScripts } from './session/session-scripts.ts';

export const createApp = {
  name: 'session-api',
  readConfig,
  scripts: sessionScripts,
  createFeed,
  createModule: AppModule.with,
} as const;

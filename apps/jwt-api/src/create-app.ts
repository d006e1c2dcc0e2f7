// What jwt-api is made of: its configuration, its Redis scripts, its module.
import { AppModule } from './app.module.ts';
import { readConfig } from './config.ts';
import { refreshScripts } from './token/refresh-scripts.ts';

export const createApp = {
  name: 'jwt-api',
  readConfig,
  scripts: refreshScripts,
  createModule: AppModule.with,
} as const;

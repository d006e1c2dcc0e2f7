// What jwt-api is made of: its configuration, its Redis scripts, its module.
import { AppModule } from './app.module.ts';
import { readConfig } from './config.ts';
import { jwtScripts } from './jwt-scripts.ts';

export const createApp = {
  name: 'jwt-api',
  readConfig,
  scripts: jwtScripts,
  createModule: AppModule.with,
} as const;

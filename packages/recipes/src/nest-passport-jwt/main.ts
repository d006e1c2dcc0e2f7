// Comparator `recipe/nest-passport-jwt`: tokens as the documentation of NestJS (Recipes: Passport) puts them together, in
// production mode: passport-jwt on each request, with a string as the secret. It needs no Redis.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { sayReady } from '../ready-line.ts';
import { RecipeModule } from './recipe.module.ts';

const app = await NestFactory.create<NestExpressApplication>(RecipeModule, { logger: ['error', 'warn'] });
app.enableShutdownHooks();
await app.listen(0, '127.0.0.1');
sayReady(app.getHttpServer());

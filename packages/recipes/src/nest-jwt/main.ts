// Comparator `recipe/nest-jwt`: tokens as the documentation of NestJS (Security: Authentication) puts them together, in
// production mode: a guard that verifies with @nestjs/jwt and a string as the secret. It needs no Redis.
// The knob SECRET_FORM changes the form of the secret and nothing else.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { sayReady } from '../ready-line.ts';
import { RecipeModule } from './recipe.module.ts';

const app = await NestFactory.create<NestExpressApplication>(RecipeModule, { logger: ['error', 'warn'] });
app.enableShutdownHooks();
await app.listen(0, '127.0.0.1');
sayReady(app.getHttpServer());

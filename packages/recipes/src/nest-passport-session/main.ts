// Comparator `recipe/nest-passport-session`: sessions as the documentation of NestJS (Techniques: Session; Recipes:
// Passport) and of connect-redis put them together, in production mode: passport session on each request, and express-session
// with the touch that connect-redis has by default. The knob PASSPORT_USE leaves passport to the login alone.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { RedisStore } from 'connect-redis';
import type { RequestHandler } from 'express';
import session from 'express-session';
import passport from 'passport';
import { createClient } from 'redis';
import { readPassportUse, readRedisUrl, readSecret } from '../config.ts';
import { sayReady } from '../ready-line.ts';
import { RecipeModule } from './recipe.module.ts';

const client = await createClient({ url: readRedisUrl() }).connect();
const app = await NestFactory.create<NestExpressApplication>(RecipeModule, { logger: ['error', 'warn'] });

/** The control arm does no authentication work at all; everything else is as documented. */
const exceptPublic =
  (handler: RequestHandler): RequestHandler =>
  (request, response, next) =>
    request.path === '/public' ? next() : handler(request, response, next);

const store = new RedisStore({ client });
app.use(exceptPublic(session({ store, secret: readSecret(), resave: false, saveUninitialized: false })));
if (readPassportUse() === 'login') app.use(['/auth/login', '/auth/logout'], passport.initialize(), passport.session());
else app.use(exceptPublic(passport.initialize()), exceptPublic(passport.session()));
app.enableShutdownHooks();
await app.listen(0, '127.0.0.1');
sayReady(app.getHttpServer());
process.on('SIGTERM', () => client.destroy());

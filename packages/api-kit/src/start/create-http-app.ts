// Builds the HTTP side of an API: the same settings and middleware, in the same order, for both schemes.
import type { Type, DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { corsFor } from '../http/cors-for.ts';
import { jsonOnly } from '../http/json-only.ts';
import { sameSiteOnly } from '../http/same-site-only.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { nestLogger } from '../log/log.ts';
import { requestMetrics } from '../management/request-metrics.ts';
import type { ApiParts } from './api-parts.ts';

export type AppModule = Type | DynamicModule;

export const createHttpApp = async (module: AppModule, parts: ApiParts): Promise<NestExpressApplication> => {
  const { config, log, registry } = parts;
  const app = await NestFactory.create<NestExpressApplication>(module, {
    logger: nestLogger(log),
    bodyParser: false,
    abortOnError: false,
  });
  app.set('trust proxy', config.TRUST_PROXY);
  // Answers are never cached, so a digest of each would be work for nothing.
  app.set('etag', false);
  app.set('x-powered-by', false);
  app.set('query parser', 'simple');
  app.use(requestMetrics(registry));
  app.use(securityHeaders());
  if (config.ALLOWED_ORIGINS.length > 0) app.enableCors(corsFor(config.ALLOWED_ORIGINS));
  app.use(sameSiteOnly(config.ALLOWED_ORIGINS));
  app.use(jsonOnly());
  return app;
};

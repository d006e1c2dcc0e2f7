// How long requests take, by route; the route's pattern and never its path, so that no id becomes a label.
import type { Request, RequestHandler } from 'express';
import { Histogram, type Registry } from 'prom-client';

const BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

export const requestMetrics = (registry: Registry): RequestHandler => {
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last byte of its answer, in seconds.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  return (request, response, next) => {
    const startMs = performance.now();
    response.on('finish', () => {
      const labels = { method: request.method, route: routeOf(request), status: response.statusCode };
      durations.observe(labels, (performance.now() - startMs) / 1000);
    });
    next();
  };
};

const routeOf = (request: Request): string => {
  const route: { path?: unknown } | undefined = request.route;
  return typeof route?.path === 'string' ? route.path : 'unmatched';
};

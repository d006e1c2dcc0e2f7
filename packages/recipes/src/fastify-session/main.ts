// Comparator `recipe/fastify-session`: @fastify/cookie, @fastify/session and connect-redis as the documentation of
// @fastify/session puts them together. Its default is `rolling`: each request writes the whole session back, before the
// answer, so that a request costs a GET and a SET. As in recipe/nest-passport-session, sessions are made at login only.
import { fastifyCookie } from '@fastify/cookie';
import { fastifySession } from '@fastify/session';
import { RedisStore } from 'connect-redis';
import { fastify } from 'fastify';
import { createClient } from 'redis';
import { claimsOf } from '../claims.ts';
import { readRedisUrl, readSecret } from '../config.ts';
import { type Credentials, NOBODY, People, type Person } from '../people.ts';
import { sayReady } from '../ready-line.ts';

declare module 'fastify' {
  interface Session {
    user?: Person;
    claims?: string;
  }
}

const client = await createClient({ url: readRedisUrl() }).connect();
const people = new People();
const app = fastify();

/** The control arm stands outside of the plugins: it does no authentication work at all. */
app.get('/public', () => ({ id: NOBODY.id, roles: NOBODY.roles }));

app.post<{ Body: Credentials }>('/auth/register', (request, reply) => {
  reply.code(201);
  return people.register(request.body.email, request.body.password);
});

await app.register(async (scope) => {
  await scope.register(fastifyCookie);
  await scope.register(fastifySession, {
    secret: readSecret(),
    store: new RedisStore({ client }),
    saveUninitialized: false,
    // The documentation asks for this where there is no TLS.
    cookie: { secure: false },
  });

  scope.post<{ Body: Credentials }>('/auth/login', async (request, reply) => {
    const { email, password } = request.body;
    const person = people.authenticate(email, password);
    if (person === undefined) return reply.code(401).send({ code: 'unauthenticated' });
    await request.session.regenerate();
    Object.assign(request.session, { user: person, ...claimsOf(email) });
    return person;
  });

  scope.get('/me', (request, reply) => {
    const { user } = request.session;
    if (user === undefined) return reply.code(401).send({ code: 'unauthenticated' });
    return reply.send({ id: user.id, roles: user.roles });
  });

  scope.post('/auth/logout', async (request, reply) => {
    await request.session.destroy();
    return reply.code(204).send();
  });
});

app.addHook('onClose', () => client.destroy());
await app.listen({ port: 0, host: '127.0.0.1' });
sayReady(app.server);
process.once('SIGTERM', () => void app.close());

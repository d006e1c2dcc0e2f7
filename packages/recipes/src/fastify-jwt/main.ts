// Comparator `recipe/fastify-jwt`: @fastify/jwt as its documentation puts it together: a secret as a string, and a decorator
// that calls `request.jwtVerify()` before the route. It needs no Redis.
import { fastifyJwt } from '@fastify/jwt';
import { fastify, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Claims, claimsOf } from '../claims.ts';
import { LIFETIME_SECONDS, readSecret } from '../config.ts';
import { type Credentials, NOBODY, People } from '../people.ts';
import { sayReady } from '../ready-line.ts';
import { tokenAnswer } from '../token-answer.ts';

interface Payload extends Claims {
  readonly sub: string;
  readonly roles: readonly string[];
}

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: Payload;
    user: Payload;
  }
}

const people = new People();
const app = fastify();
await app.register(fastifyJwt, { secret: readSecret(), sign: { expiresIn: `${LIFETIME_SECONDS}s` } });

const authenticate = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  try {
    await request.jwtVerify();
  } catch (error) {
    reply.send(error);
  }
};

app.get('/public', () => ({ id: NOBODY.id, roles: NOBODY.roles }));

app.post<{ Body: Credentials }>('/auth/register', (request, reply) => {
  reply.code(201);
  return people.register(request.body.email, request.body.password);
});

app.post<{ Body: Credentials }>('/auth/login', async (request, reply) => {
  const { email, password } = request.body;
  const person = people.authenticate(email, password);
  if (person === undefined) return reply.code(401).send({ code: 'unauthenticated' });
  return tokenAnswer(await reply.jwtSign({ sub: person.id, roles: person.roles, ...claimsOf(email) }));
});

app.get('/me', { onRequest: [authenticate] }, ({ user }) => ({ id: user.sub, roles: user.roles }));

await app.listen({ port: 0, host: '127.0.0.1' });
sayReady(app.server);
process.once('SIGTERM', () => void app.close());

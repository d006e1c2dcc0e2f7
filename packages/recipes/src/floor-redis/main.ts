// Floor `floor/redis`: the least that a stored session costs, on node:http alone. The credential is an opaque random id, and
// one GET fetches who it is: no signature, no sliding expiry, no library but the driver.
import { randomBytes } from 'node:crypto';
import { createClient } from 'redis';
import { bearerToken } from '../bearer-token.ts';
import { LIFETIME_SECONDS, readRedisUrl } from '../config.ts';
import { People, type Person } from '../people.ts';
import { servePlainly } from '../plain-server.ts';
import { tokenAnswer } from '../token-answer.ts';

const ID_BYTES = 32;
const client = await createClient({ url: readRedisUrl() }).connect();
const people = new People();

const keyOf = (id: string): string => `session:${id}`;

servePlainly({
  register: ({ email, password }) => people.register(email, password),
  login: async ({ email, password }) => {
    const person = people.authenticate(email, password);
    if (person === undefined) return undefined;
    const id = randomBytes(ID_BYTES).toString('base64url');
    await client.set(keyOf(id), JSON.stringify(person), { expiration: { type: 'EX', value: LIFETIME_SECONDS } });
    return tokenAnswer(id);
  },
  me: async (request) => {
    const id = bearerToken(request);
    const stored = id === undefined ? null : await client.get(keyOf(id));
    return stored === null ? undefined : (JSON.parse(stored) as Person);
  },
  end: () => client.destroy(),
});

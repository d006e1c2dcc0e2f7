// Users who have registered and logged in at one replica, each with a client of its own.
import { AuthClient } from '@authlab/client';
import type { Scheme } from '@authlab/contract';
import type { Replica } from '@authlab/stack';
import { expect } from '@jest/globals';
import { PASSWORD } from './target.ts';

export const loggedIn = async (
  { url }: Replica,
  { count, scheme }: { readonly count: number; readonly scheme: Scheme },
): Promise<AuthClient[]> =>
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const client = new AuthClient({ scheme, baseUrl: url });
      const body = { email: `user.${index}@example.com`, password: PASSWORD };
      await client.send('register', { body: { ...body, displayName: 'User' } });
      expect((await client.send('login', { body })).status).toBe(200);
      return client;
    }),
  );

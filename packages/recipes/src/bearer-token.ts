// The credential of a request that carries one in its Authorization header.
import type { IncomingMessage } from 'node:http';

export const bearerToken = ({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined => {
  const [type, token] = headers.authorization?.split(' ') ?? [];
  return type === 'Bearer' ? token : undefined;
};

// Says on stdout where a comparator listens, in the words that the APIs use.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A comparator has no management port: the same one is named twice. */
export const sayReady = (server: Server): void => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ event: 'ready', port, managementPort: port })}\n`);
};

// A TCP proxy that a test can make deaf: connections stay open, and nothing passes any more.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface StubbornProxy {
  readonly port: number;
  /** Nothing passes from now on, over old connections and new ones. */
  hang(): void;
  /** Connections made from now on pass again; those that hung stay so. */
  recover(): void;
  stop(): Promise<void>;
}

export const startStubbornProxy = async (targetPort: number): Promise<StubbornProxy> => {
  const sockets = new Set<Socket>();
  let deaf = false;
  const server = createServer((client) => {
    const upstream = connect(targetPort, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    if (!deaf) client.pipe(upstream).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as { port: number }).port,
    hang: () => {
      deaf = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    recover: () => {
      deaf = false;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

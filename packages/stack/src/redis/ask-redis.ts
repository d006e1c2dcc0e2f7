// Asks a Redis whether it is there, and which process it is.
import { createClient } from 'redis';

const TIMEOUT_MS = 2000;

/**
 * Connects, sends PING and reads the server's section of INFO.
 *
 * @returns the pid that the server sees itself as
 * @throws the error of the client or of the server
 */
export const askRedis = async (url: string): Promise<{ readonly pid: number }> => {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: false, connectTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
  });
  // The same error rejects the command below.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.ping();
    const pid = /^process_id:(\d+)/mu.exec(await client.info('server'))?.[1];
    return { pid: Number(pid) };
  } finally {
    client.destroy();
  }
};

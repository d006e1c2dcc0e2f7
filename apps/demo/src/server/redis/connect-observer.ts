// A connection of the demo's own to a Redis that may be killed, hung and restarted at any moment.
import { createClient } from 'redis';

const RECONNECT_MS = 50;
const CONNECT_TIMEOUT_MS = 1000;

/** The name of these connections, by which they are told from those of replicas. */
export const OBSERVER = 'demo-observer';

/** Reconnects for ever; without a connection, commands fail at once. */
export const connectObserver = async (url: string) => {
  const client = createClient({
    url,
    name: OBSERVER,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: RECONNECT_MS, connectTimeout: CONNECT_TIMEOUT_MS },
  });
  // An outage is what the page wants to see; whoever asks meanwhile is told.
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

export type Observer = Awaited<ReturnType<typeof connectObserver>>;

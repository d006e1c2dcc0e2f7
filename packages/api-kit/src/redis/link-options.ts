// What holds for every connection to Redis, whatever it is a part of.
import type { RedisAccess } from '../config/redis-env.ts';

const CONNECT_TIMEOUT_MS = 2000;
/** A link on which not even pings are answered is cut and made anew: TCP alone would wait for minutes. */
const PING_INTERVAL_MS = 1000;
const SOCKET_TIMEOUT_MS = 3000;

/** After how many milliseconds the next attempt comes; false: never. */
export type ReconnectStrategy = (retries: number) => number | false;

export const linkOptions = ({ ca, ...credentials }: RedisAccess, reconnectStrategy: ReconnectStrategy) => {
  const socket = { connectTimeout: CONNECT_TIMEOUT_MS, socketTimeout: SOCKET_TIMEOUT_MS, reconnectStrategy };
  return {
    ...credentials,
    disableOfflineQueue: true,
    RESP: 3 as const,
    pingInterval: PING_INTERVAL_MS,
    socket: secured(socket, ca),
  };
};

/** A certificate authority of one's own means TLS, whatever the address says. */
const secured = <Socket extends object>(socket: Socket, ca: string | undefined) =>
  ca === undefined ? socket : { ...socket, tls: true as const, ca };

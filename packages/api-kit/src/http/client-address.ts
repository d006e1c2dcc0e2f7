// Who sent a request, as far as that can be known.
import { isIP } from 'node:net';
import type { Request } from 'express';

/** `1.2.3.4:567` and `[::1]:567`, as some proxies write them. */
const WITH_PORT = /^(?:(?<v4>\d[\d.]*):\d+|\[(?<v6>[^\]]*)\](?::\d+)?)$/u;

/**
 * The right-most address in X-Forwarded-For that is not a trusted proxy's (`TRUST_PROXY`), else the socket's. A trusted
 * proxy that hands on what it was sent may hand on anything: what is no address is not believed, stored or logged.
 */
export const clientAddress = ({ ip = '', socket }: Request): string => {
  const { v4, v6 } = WITH_PORT.exec(ip)?.groups ?? {};
  const address = v4 ?? v6 ?? ip;
  return isIP(address) !== 0 ? address : (socket.remoteAddress ?? 'unknown');
};

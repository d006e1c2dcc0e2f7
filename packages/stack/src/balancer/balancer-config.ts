// Writes the configuration file of the balancer: what an ordinary production configuration says, with quicker checks.

/** `none`: each request goes to the next server; `cookie`: a client stays with the server of its first answer. */
export type Affinity = 'none' | 'cookie';

/** Where a server of the balancer is: a replica, as its starter knows it. */
export interface BalancedServer {
  readonly url: string;
  readonly managementUrl: string;
}

export interface BalancerOptions {
  /** In order; the balancer calls them `replica-1` and so on. */
  readonly servers: readonly BalancedServer[];
  readonly affinity: Affinity;
  /** Between two health checks of a server. Default 250; HAProxy's own default is 2000. */
  readonly checkEveryMs?: number;
  /** Gives the start up. */
  readonly signal?: AbortSignal;
}

/** Of the admin socket, inside the folder of the balancer. */
export const ADMIN_SOCKET = 'admin.sock';
export const BACKEND = 'api';
/** Tells which server gave an answer. */
export const SERVED_BY_HEADER = 'x-served-by';

const CHECK_EVERY_MS = 250;

export const serverName = (index: number): string => `replica-${index + 1}`;

/** @returns the whole text of `haproxy.cfg`; paths are relative to the folder in which HAProxy runs */
export const balancerConfig = (
  { servers, affinity, checkEveryMs = CHECK_EVERY_MS }: BalancerOptions,
  port: number,
): string => `
global
  stats socket unix@${ADMIN_SOCKET} mode 600 level admin
  maxconn 2000
  # One thread, so that the CPU of the process is that of the work; and a taken port is an error, not shared.
  nbthread 1
  noreuseport

defaults
  mode http
  timeout http-request 10s
  timeout client 65s
  timeout connect 2s
  timeout server 15s
  timeout queue 5s
  # Else a check may take no longer than the time between two, and a busy machine looks dead.
  timeout check 2s
  retries 3
  option redispatch 1

frontend web
  bind 127.0.0.1:${port}
  # The outermost proxy replaces what a client says of itself. TLS would end here.
  http-request set-header X-Forwarded-For %[src]
  http-request set-header X-Forwarded-Proto https
  http-response set-header ${SERVED_BY_HEADER} %[srv_name]
  default_backend ${BACKEND}

backend ${BACKEND}
  balance roundrobin
${affinity === 'cookie' ? '  cookie __Host-node insert indirect nocache httponly secure\n' : ''}\
  option httpchk GET /health/ready
  http-check expect status 200
  default-server check inter ${checkEveryMs}ms fall 2 rise 2
${servers.map((server, index) => serverLine(server, serverName(index), affinity)).join('\n')}
`;

const serverLine = ({ url, managementUrl }: BalancedServer, name: string, affinity: Affinity): string => {
  const cookie = affinity === 'cookie' ? ` cookie ${name}` : '';
  return `  server ${name} 127.0.0.1:${portOf(url)} port ${portOf(managementUrl)}${cookie}`;
};

export const portOf = (url: string): number => Number(new URL(url).port);

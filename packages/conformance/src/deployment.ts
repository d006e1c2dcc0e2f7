// The ways in which Redis is deployed: what the suite runs on besides one plain server.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import type { FaultProxy, RedisConfig, RedisServer, Stack } from '@authlab/stack';
import { createClient } from 'redis';
import { generate } from 'selfsigned';

/** A Redis that runs, and what an API is told to find it. */
export interface DeployedRedis {
  readonly apiEnv: Readonly<Record<string, string>>;
  /** The one server, where there is one. */
  readonly server?: RedisServer;
  /** What lies between it and the API, where a test may make that fail. */
  readonly network?: FaultProxy;
  /** What happens to it after the API has started, and before the tests begin. */
  readonly change?: () => Promise<void>;
}

export const DEPLOYMENTS = {
  'on one server': async (stack: Stack): Promise<DeployedRedis> => {
    const server = await stack.redis();
    return { apiEnv: server.apiEnv, server };
  },
  'behind a network': async (stack: Stack): Promise<DeployedRedis> => {
    const server = await stack.redis();
    const network = await stack.proxy(server.port);
    return { apiEnv: { REDIS_URL: `redis://127.0.0.1:${network.port}` }, server, network };
  },
  'on a Cluster': async (stack: Stack): Promise<DeployedRedis> => await stack.redisCluster(),
  'after a failover': async (stack: Stack): Promise<DeployedRedis> => {
    const group = await stack.sentinelRedis();
    return { apiEnv: group.apiEnv, change: async () => await group.failOver() };
  },
  'over TLS as an ACL user': async (stack: Stack): Promise<DeployedRedis> => {
    const { apiEnv, server } = await securedRedis(stack);
    return { apiEnv, server };
  },
} as const;

export type Deployment = keyof typeof DEPLOYMENTS;

/** The least that the APIs need; docs/deployment.md shows it too. */
export const ACL_RULES =
  'resetkeys ~sess:* ~family:* ~limit:* resetchannels -@all +@connection +@scripting +@read +@write -@dangerous +info';

const REPLICATING_USER = 'replica';

export interface SecuredRedis extends DeployedRedis {
  readonly server: RedisServer;
  /** For `REDIS_CA_FILE`: its certificate, signed by itself. */
  readonly caFile: string;
  readonly user: string;
  readonly password: string;
  readonly tlsPort: number;
  /** What another server needs to be a replica of it. */
  readonly replicaConfig: RedisConfig;
}

/** TLS on a port of its own, and nobody gets in but a user who may do nothing else, and its replicas. */
export const securedRedis = async (stack: Stack): Promise<SecuredRedis> => {
  const folder = await stack.folder('tls');
  const [caFile, keyFile] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const { cert, private: key } = await selfSigned();
  await Promise.all([writeFile(caFile, cert), writeFile(keyFile, key, { mode: 0o600 })]);
  const [user, password, tlsPort] = ['authlab', randomBytes(16).toString('hex'), await freePort()];
  const config = {
    'tls-port': String(tlsPort),
    'tls-cert-file': caFile,
    'tls-key-file': keyFile,
    'tls-ca-cert-file': caFile,
    'tls-auth-clients': 'no',
    user: [
      `${user} on >${password} ${ACL_RULES}`,
      `${REPLICATING_USER} on >${password} resetkeys -@all +psync +replconf +ping`,
    ],
  };
  const server = await stack.redis({ config });
  // Not in the configuration: the stack asks as the default user whether the server is there.
  const admin = await createClient({ url: server.url }).connect();
  await admin.aclSetUser('default', 'off');
  admin.destroy();
  const apiEnv = { REDIS_URL: `rediss://${user}:${password}@127.0.0.1:${tlsPort}`, REDIS_CA_FILE: caFile };
  const replicaConfig = {
    replicaof: `127.0.0.1 ${server.port}`,
    masteruser: REPLICATING_USER,
    masterauth: password,
  };
  return { apiEnv, server, caFile, user, password, tlsPort, replicaConfig };
};

/** A certificate for 127.0.0.1 that is its own authority. */
export const selfSigned = async () =>
  await generate([{ name: 'commonName', value: 'authlab test' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

// Reads what a Redis server has done, over a connection of our own whose commands are not counted as the target's.
import { createClient } from 'redis';

/** Since the last reset. */
export interface RedisWork {
  /** User and system time of the server process, in microseconds. */
  readonly cpuUs: number;
  /** Calls by command, lower case, subcommands as `config|get`; without this sampler's own and without what keeps a link alive. */
  readonly commands: Readonly<Record<string, number>>;
  readonly netInBytes: number;
  readonly netOutBytes: number;
}

/** Work on one Redis server; `reset` starts a measurement, `read` ends it. */
export interface RedisSampler extends AsyncDisposable {
  readonly version: string;
  readonly reset: () => Promise<void>;
  readonly read: () => Promise<RedisWork>;
}

/** This sampler's own, and what a link does all the time, whether anybody asks for anything or not. */
const OWN_COMMANDS = new Set(['info', 'config|resetstat', 'ping', 'xread']);

/** @throws the driver's error when the server cannot be reached */
export const openRedisSampler = async (url: string): Promise<RedisSampler> => {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  // A lost connection shows as the failure of the next reading.
  client.on('error', () => undefined);
  await client.connect();
  const readCpuUs = async (): Promise<number> => parseCpuUs(await client.info('cpu'));
  let cpuUsAtReset = await readCpuUs();
  const info = parseInfo(await client.info('server'));
  return {
    version: info.get('valkey_version') ?? info.get('redis_version') ?? 'unknown',
    reset: async () => {
      await client.configResetStat();
      cpuUsAtReset = await readCpuUs();
    },
    read: async () => {
      // The CPU first: what the other two readings cost must not be part of it.
      const [cpuUs, commandstats, stats] = await Promise.all([
        readCpuUs(),
        client.info('commandstats'),
        client.info('stats'),
      ]);
      return { cpuUs: cpuUs - cpuUsAtReset, commands: parseCommands(commandstats), ...parseNet(stats) };
    },
    [Symbol.asyncDispose]: async () => {
      client.destroy();
    },
  };
};

const parseInfo = (text: string): Map<string, string> =>
  new Map(
    text
      .split('\r\n')
      .filter((line) => line.includes(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  );

/** `used_cpu_user` and `used_cpu_sys` are seconds with six digits. */
export const parseCpuUs = (text: string): number => {
  const info = parseInfo(text);
  return Math.round((Number(info.get('used_cpu_user')) + Number(info.get('used_cpu_sys'))) * 1e6);
};

/** Lines such as `cmdstat_get:calls=12,usec=34,...`. */
export const parseCommands = (text: string): Record<string, number> =>
  Object.fromEntries(
    [...parseInfo(text)]
      .map(([key, value]) => [key.replace(/^cmdstat_/u, ''), Number(/calls=(\d+)/u.exec(value)?.[1] ?? 0)] as const)
      .filter(([command, calls]) => calls > 0 && !OWN_COMMANDS.has(command)),
  );

const parseNet = (text: string): { netInBytes: number; netOutBytes: number } => {
  const info = parseInfo(text);
  return {
    netInBytes: Number(info.get('total_net_input_bytes')),
    netOutBytes: Number(info.get('total_net_output_bytes')),
  };
};

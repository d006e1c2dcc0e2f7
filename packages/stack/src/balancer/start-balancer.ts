// Starts HAProxy on a free port before replicas that run already.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { basicEnvironment } from '../config.ts';
import { PID_FILE_NAME } from '../keeper/keeper-message.ts';
import { type KeeperLease, leaseKeeper } from '../keeper/lease-keeper.ts';
import { awaitReadiness } from '../process/await-readiness.ts';
import { GuardedChild } from '../process/guarded-child.ts';
import { onFreePort, type PortChoice } from '../process/on-free-port.ts';
import { installedProgram } from '../program/installed-program.ts';
import { HAPROXY } from '../program/system-package.ts';
import { askBalancer } from './ask-balancer.ts';
import { Balancer } from './balancer.ts';
import { ADMIN_SOCKET, balancerConfig, type BalancerOptions } from './balancer-config.ts';
import { BalancerStartError } from './balancer-start-error.ts';

const START_TIMEOUT_MS = 10_000;
const ASK_AGAIN_MS = 10;
const SHOWN_LINES = 10;
const CONFIG_FILE = 'haproxy.cfg';

/**
 * HAProxy in the foreground, on 127.0.0.1 alone, with everything of it in a temporary folder. It is installed first
 * where the machine has none. It ends with `stop`, and also if this process is killed.
 *
 * @throws {ProgramMissingError} there is none and none may be installed
 * @throws {BalancerStartError} it does not come up, with what it printed
 */
export const startBalancer = async (options: BalancerOptions & PortChoice): Promise<Balancer> => {
  const program = await installedProgram(HAPROXY, options.signal);
  const lease = await leaseKeeper();
  try {
    return await onFreePort(options, async (port) => await startAt(port, { lease, program, options }), mayPass);
  } catch (error) {
    await lease[Symbol.asyncDispose]();
    throw error;
  }
};

const mayPass = (error: unknown): boolean => error instanceof BalancerStartError && error.mayPass;

interface StartContext {
  readonly lease: KeeperLease;
  readonly program: string;
  readonly options: BalancerOptions;
}

const startAt = async (port: number, { lease, program, options }: StartContext): Promise<Balancer> => {
  const folder = await lease.makeFolder('balancer');
  try {
    await writeFile(join(folder, CONFIG_FILE), balancerConfig(options, port), { mode: 0o600 });
    const child = await GuardedChild.spawn(lease, {
      file: '/bin/sh',
      args: ['-c', SCRIPT, 'haproxy', program],
      env: { ...basicEnvironment(), LC_ALL: 'C' },
      cwd: folder,
    });
    const version = await untilReady(child, folder, options.signal);
    return new Balancer({ child, lease, folder, port, version });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
};

/** HAProxy writes its pid down as a daemon only. The shell becomes HAProxy, so its pid is the right one, and known in time. */
const SCRIPT = `echo $$ >${PID_FILE_NAME} && exec "$1" -db -f ${CONFIG_FILE}`;

const untilReady = async (child: GuardedChild, folder: string, signal: AbortSignal | undefined): Promise<string> => {
  try {
    const ready = async (waiting: AbortSignal) => await untilItAnswers(join(folder, ADMIN_SOCKET), waiting);
    return await awaitReadiness(child, { ready, timeoutMs: START_TIMEOUT_MS, signal });
  } catch (error) {
    await child.kill();
    throw new BalancerStartError(error, await child.lastLines(SHOWN_LINES));
  }
};

/** @returns its version */
const untilItAnswers = async (socketPath: string, waiting: AbortSignal): Promise<string> => {
  for (;;) {
    const answer = await askBalancer(socketPath, 'show info').catch(() => '');
    const version = /^Version: (?<version>[\d.]+)/mu.exec(answer)?.groups?.['version'];
    if (version !== undefined) return version;
    if (waiting.aborted) return '';
    await delay(ASK_AGAIN_MS);
  }
};

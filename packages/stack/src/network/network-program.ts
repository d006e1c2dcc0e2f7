// Runs a program that changes networks, such as `ip`.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { basicEnvironment } from '../config.ts';
import { findExecutable } from '../program/find-executable.ts';
import { NetworkError } from './network-error.ts';

/** What each of them belongs to: nearly every Linux has them, and nothing is installed for an experiment that also wants a privilege. */
const PACKAGES = { ip: 'iproute2', unshare: 'util-linux', nsenter: 'util-linux' } as const;
export type NetworkProgram = keyof typeof PACKAGES;

const TIMEOUT_MS = 5000;
const run = promisify(execFile);

/** Its full path. @throws {NetworkError} when it is not there */
export const networkProgram = (name: NetworkProgram): string => {
  const found = findExecutable([name], basicEnvironment()['PATH'] ?? '');
  if (found === undefined) throw new NetworkError(`${name} (of ${PACKAGES[name]}) is not on the PATH`);
  return found;
};

/** @returns what it printed @throws {NetworkError} when it refuses */
export const runNetworkProgram = async (name: NetworkProgram, args: readonly string[]): Promise<string> => {
  const file = networkProgram(name);
  try {
    const { stdout } = await run(file, [...args], { env: { ...basicEnvironment(), LC_ALL: 'C' }, timeout: TIMEOUT_MS });
    return stdout;
  } catch (error) {
    const { stderr = '' } = error as { readonly stderr?: string };
    throw new NetworkError(stderr.trim().split('\n').at(-1) || String(error), error);
  }
};

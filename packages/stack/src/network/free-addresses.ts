// Two addresses for the ends of a cable that mean nothing to the rest of this machine.
import { randomInt } from 'node:crypto';
import { NetworkError } from './network-error.ts';
import { runNetworkProgram } from './network-program.ts';

export interface CableAddresses {
  /** Of this machine. */
  readonly near: string;
  readonly far: string;
}

/**
 * Link-local (RFC 3927), which no router may forward, and where all of it is in use the range for benchmarks (RFC 2544). Left out:
 * 169.254.0 and 169.254.255, which are reserved, and 169.254.169 and .170, where clouds keep their services.
 */
const CANDIDATES = [
  () => `169.254.${randomInt(1, 169)}`,
  () => `198.${randomInt(18, 20)}.${randomInt(0, 256)}`,
] as const;
const ATTEMPTS_EACH = 10;
const NETWORKS_IN_24_BITS = 64;

/** @throws {NetworkError} when there are none, or when routes cannot be read */
export const freeAddresses = async (): Promise<CableAddresses> => {
  for (const candidate of CANDIDATES) {
    for (let attempt = 0; attempt < ATTEMPTS_EACH; attempt += 1) {
      const [prefix, network] = [candidate(), 4 * randomInt(0, NETWORKS_IN_24_BITS)];
      if (await isFree(`${prefix}.${network}/30`))
        return { near: `${prefix}.${network + 1}`, far: `${prefix}.${network + 2}` };
    }
  }
  throw new NetworkError('every address that was tried is routed already');
};

const isSpecial = (route: string): boolean => route !== '' && !route.startsWith('default ');

/** No route leads there but the one for everything else, and none into it. */
const isFree = async (network: string): Promise<boolean> => {
  const [towards, into] = await Promise.all(
    (['match', 'root'] as const).map(
      async (relation) => await runNetworkProgram('ip', ['-4', 'route', 'show', relation, network]),
    ),
  );
  return ![towards, into].some((routes) => routes?.split('\n').some(isSpecial));
};

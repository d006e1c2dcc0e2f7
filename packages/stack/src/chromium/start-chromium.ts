// Starts a private Chromium.
import { rm } from 'node:fs/promises';
import { leaseKeeper } from '../keeper/lease-keeper.ts';
import { chromiumProgram } from './chromium-program.ts';
import { ChromiumServer } from './chromium-server.ts';

/**
 * Starts a browser of your own, without a window and with an empty profile, that reaches nothing but loopback. It is
 * installed first where the machine has none. It ends with `stop`, and also if this process is killed.
 *
 * @param signal gives the start up
 * @throws {ProgramMissingError} there is none and none may be installed
 * @throws {ChromiumStartError} it does not come up, with what it printed
 */
export const startChromium = async (signal?: AbortSignal): Promise<ChromiumServer> => {
  const program = await chromiumProgram(signal);
  const lease = await leaseKeeper();
  try {
    // A short name: the path of a socket in it may have 107 characters in all.
    const folder = await lease.makeFolder('web');
    try {
      return await ChromiumServer.start({ lease, program, folder, signal });
    } catch (error) {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      throw error;
    }
  } catch (error) {
    await lease[Symbol.asyncDispose]();
    throw error;
  }
};

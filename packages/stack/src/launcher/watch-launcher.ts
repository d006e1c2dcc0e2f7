// Notices that whoever launched us was killed, so that we do not work on as an orphan.
import { readProcess } from '../process/process-entry.ts';
import { launcherChain, type LauncherLink } from './launcher-chain.ts';

const POLL_MS = 500;

/**
 * Watches the launchers above this process (`npx`, `pnpm`, the `sh -c` between them) and calls back once when one of
 * them is gone. Outside of a package manager there is nothing to watch, and nothing is ever called.
 *
 * @param onGone is told the command line of the launcher that ended
 * @returns disposing of it ends the watch
 */
export const watchLauncher = (onGone: (command: string) => void): Disposable => {
  const chain = launcherChain(process.pid);
  const timer = setInterval(() => {
    const broken = chain.find(isBroken);
    if (broken === undefined) return;
    clearInterval(timer);
    onGone(broken.parent.command);
  }, POLL_MS);
  timer.unref();
  if (chain.length === 0) clearInterval(timer);
  return { [Symbol.dispose]: () => clearInterval(timer) };
};

/** A process whose parent has died is given to another parent. */
const isBroken = ({ child, parent }: LauncherLink): boolean => readProcess(child.pid)?.parentPid !== parent.pid;

// Finds the launchers above a process: who ran `npx pnpm bench`, down to the process itself.
import { type ProcessEntry, readProcess } from '../process/process-entry.ts';

/** One step of the chain: `child` was started by `parent`. */
export interface LauncherLink {
  readonly child: ProcessEntry;
  readonly parent: ProcessEntry;
}

export type ReadProcess = (pid: number) => ProcessEntry | undefined;

/**
 * The links from `pid` up to the topmost package manager. What a person or another program uses to start that one (an
 * interactive shell, `nohup`, an editor) is no launcher: it may end while the work goes on.
 */
export const launcherChain = (pid: number, read: ReadProcess = readProcess): readonly LauncherLink[] => {
  const links: LauncherLink[] = [];
  for (let link = linkAbove(pid, read); link !== undefined; link = linkAbove(link.parent.pid, read)) {
    if (!isLauncher(link.parent, read)) break;
    links.push(link);
  }
  // A shell or script on top was started by nobody we know.
  return links.slice(0, links.findLastIndex(({ parent }) => isPackageManager(parent)) + 1);
};

const linkAbove = (pid: number, read: ReadProcess): LauncherLink | undefined => {
  const child = read(pid);
  const parent = child && read(child.parentPid);
  return child && parent && { child, parent };
};

const isLauncher = (entry: ProcessEntry, read: ReadProcess): boolean => {
  if (isPackageManager(entry)) return true;
  const parent = read(entry.parentPid);
  if (parent === undefined) return false;
  // Package managers run scripts through `sh -c`, and a script may run us through node: only directly below one of
  // them, because a person's own `sh -c` or node program is no launcher.
  if (isShellCommand(entry)) return isPackageManager(parent);
  return isNodeScript(entry) && (isPackageManager(parent) || (isShellCommand(parent) && isLauncher(parent, read)));
};

/** As a program of that name, as a script that node runs, or as the title that npm gives itself (`npm exec ...`). */
const isPackageManager = ({ command }: ProcessEntry): boolean =>
  /^(?:\S*\/)?(?:node(?:js)? (?:-\S+ )*\S*?(?:\/|(?<= )))?(?:npm|npx|pnpm|pnpx|corepack)(?:-cli)?(?:\.[cm]?js)?(?: |$)/u.test(
    command,
  );

const isShellCommand = ({ command }: ProcessEntry): boolean => /^(?:\S*\/)?(?:ba|da|z)?sh -\w*c /u.test(command);

const isNodeScript = ({ command }: ProcessEntry): boolean => /^(?:\S*\/)?node(?:js)? /u.test(command);

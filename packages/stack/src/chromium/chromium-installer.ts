// How this machine would install Chromium: decided from plain facts, carried out elsewhere.

/** What the decision depends on. */
export interface BrowserMachine {
  readonly platform: string;
  readonly isRoot: boolean;
  readonly aptGet: string | undefined;
}

/** `scripted`: a shell script that installs it, and the command a person would recognise; `refused`: why not. */
export type ChromiumInstaller =
  | { readonly state: 'scripted'; readonly shown: string; readonly script: string }
  | { readonly state: 'refused'; readonly reason: string };

/** The lock is one of the kernel on a folder that exists anyway, so it cannot be left behind. */
const APT_SCRIPT = `
exec 9</var/lib/dpkg && flock 9 || exit 1
if command -v chromium >/dev/null; then exit 0; fi
export DEBIAN_FRONTEND=noninteractive
install() { apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends chromium 2>&1 9<&-; }
log=$(install) || log=$(apt-get update 2>&1 9<&- && install)
status=$?
printf '%s\\n' "$log"
exit "$status"`;

export const chromiumInstaller = ({ platform, isRoot, aptGet }: BrowserMachine): ChromiumInstaller => {
  if (platform === 'linux' && aptGet !== undefined && isRoot)
    return { state: 'scripted', shown: 'apt-get install chromium', script: APT_SCRIPT };
  const reason =
    aptGet === undefined ? 'no package manager that could install it was found' : 'only root may install it';
  return { state: 'refused', reason: `no Chromium or Chrome was found, and ${reason}` };
};

// How this machine would install a package: decided from plain facts, carried out elsewhere.
import type { SystemPackage } from './system-package.ts';

/** What the decision depends on. */
export interface Machine {
  readonly platform: string;
  readonly isRoot: boolean;
  readonly aptGet: string | undefined;
  readonly brew: string | undefined;
}

/** `scripted`: a shell script that installs it, and the command a person would recognise; `refused`: why not. */
export type PackageInstaller =
  | { readonly state: 'scripted'; readonly shown: string; readonly script: string }
  | { readonly state: 'refused'; readonly reason: string };

/**
 * Debian's packages would start a system service on its usual port: `policy-rc.d` forbids that during the installation and
 * `update-rc.d` afterwards. The lock is one of the kernel on a folder that exists anyway, so it cannot be left behind.
 */
const aptScript = ({ programs, apt }: SystemPackage): string => `
exec 9</var/lib/dpkg && flock 9 || exit 1
if ${programs.map((program) => `command -v ${program}`).join(' || ')}; then exit 0; fi >/dev/null
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d made=
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\\nexit 101\\n' >"$policy" && chmod 755 "$policy" && made=yes
fi
install() { apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends ${apt} 2>&1 9<&-; }
log=$(install) || log=$(apt-get update 2>&1 9<&- && install)
status=$?
[ "$status" -ne 0 ] || update-rc.d ${apt} disable >/dev/null 2>&1
[ -z "$made" ] || rm -f "$policy"
printf '%s\\n' "$log"
exit "$status"`;

/** Homebrew locks by itself, but fails instead of waiting: so try again until the other one has finished. */
const brewScript = (brew: string, formula: string): string => `
export HOMEBREW_NO_ANALYTICS=1 HOMEBREW_NO_ENV_HINTS=1 HOMEBREW_NO_INSTALL_CLEANUP=1
for attempt in $(seq 150); do
  log=$("${brew}" install ${formula} 2>&1) && exit 0
  case $log in *"already locked"*|*"another active Homebrew"*) sleep 2 ;; *) break ;; esac
done
printf '%s\\n' "$log"
exit 1`;

export const packageInstaller = (
  wanted: SystemPackage,
  { platform, isRoot, aptGet, brew }: Machine,
): PackageInstaller => {
  if (platform === 'linux' && aptGet !== undefined && isRoot)
    return { state: 'scripted', shown: `apt-get install ${wanted.apt}`, script: aptScript(wanted) };
  if (brew !== undefined && !isRoot && wanted.isApplication !== true)
    return { state: 'scripted', shown: `brew install ${wanted.brew}`, script: brewScript(brew, wanted.brew) };
  const reason =
    aptGet === undefined ? 'no package manager that could install it was found' : 'only root may install it';
  return { state: 'refused', reason: `${missing(wanted)} on the PATH, and ${reason}` };
};

const missing = ({ programs }: SystemPackage): string =>
  programs.length === 1 ? `${programs[0]} is not` : `none of ${programs.join(', ')} is`;

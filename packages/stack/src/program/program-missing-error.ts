// What is thrown when a program is needed that is not there and may not be installed.
import type { SystemPackage } from './system-package.ts';

/** One line: what is missing, why it was not installed, and the ways out. */
export class ProgramMissingError extends Error {
  readonly code = 'program_missing';

  constructor(wanted: SystemPackage, reason: string, platform: string = process.platform) {
    const { title, instead } = wanted;
    const otherwise = instead === undefined ? '' : `, or ${instead}`;
    super(`${title} is needed, but ${reason}. Install it ${howToInstall(wanted, platform)}${otherwise}.`);
    this.name = 'ProgramMissingError';
  }
}

const howToInstall = ({ apt, brew, elsewhere }: SystemPackage, platform: string): string => {
  if (platform === 'linux')
    return `with your system's package manager (\`sudo apt-get install ${apt}\`, ${elsewhere}, ...)`;
  return platform === 'darwin' ? `with Homebrew (\`brew install ${brew}\`)` : 'for your system';
};

// What the stack needs of the operating system, and what a package manager calls it.

export interface SystemPackage {
  /** For messages. */
  readonly title: string;
  /** Any of them will do, in order of preference. */
  readonly programs: readonly string[];
  /** Its name for apt-get, which is also that of the service that may not start. */
  readonly apt: string;
  readonly brew: string;
  /** On macOS an application of the user's, which is not installed without asking. */
  readonly isApplication?: true;
  /** Commands of other package managers, for the message. */
  readonly elsewhere: string;
  /** What a user can do who does not want to install it. */
  readonly instead?: string;
}

export const REDIS: SystemPackage = {
  title: 'Redis',
  programs: ['redis-server', 'valkey-server'],
  apt: 'redis-server',
  brew: 'redis',
  elsewhere: '`sudo dnf install valkey`',
  instead: 'set REDIS_URL to a Redis that runs already',
};

export const HAPROXY: SystemPackage = {
  title: 'HAProxy',
  programs: ['haproxy'],
  apt: 'haproxy',
  brew: 'haproxy',
  elsewhere: '`sudo dnf install haproxy`',
};

export const CHROMIUM: SystemPackage = {
  title: 'A browser',
  programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  apt: 'chromium',
  brew: '--cask google-chrome',
  isApplication: true,
  elsewhere: '`sudo dnf install chromium`',
  instead: 'set CHROMIUM to the path of a Chromium or Chrome',
};

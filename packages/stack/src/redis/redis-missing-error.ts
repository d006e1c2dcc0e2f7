// What is thrown when there is no Redis and none may be installed.

const HOW_TO_INSTALL: Readonly<Record<string, string>> = {
  linux: "with your system's package manager (`sudo apt-get install redis-server`, `sudo dnf install valkey`, ...)",
  darwin: 'with Homebrew (`brew install redis`)',
};

/** One line: what is missing, why it was not installed, and the two ways out. */
export class RedisMissingError extends Error {
  readonly code = 'redis_missing';

  constructor(reason: string, platform: string = process.platform) {
    const install = HOW_TO_INSTALL[platform] ?? 'for your system';
    super(`Redis is needed, but ${reason}. Install it ${install}, or set REDIS_URL to a Redis that runs already.`);
    this.name = 'RedisMissingError';
  }
}

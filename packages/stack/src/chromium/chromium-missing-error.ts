// What is thrown when there is no Chromium and none may be installed.

const HOW_TO_INSTALL: Readonly<Record<string, string>> = {
  linux: "with your system's package manager (`sudo apt-get install chromium`, `sudo dnf install chromium`, ...)",
  darwin: 'with Homebrew (`brew install --cask google-chrome`)',
};

/** One line: what is missing, why it was not installed, and the two ways out. */
export class ChromiumMissingError extends Error {
  readonly code = 'chromium_missing';

  constructor(reason: string, platform: string = process.platform) {
    const install = HOW_TO_INSTALL[platform] ?? 'for your system';
    super(
      `A browser is needed, but ${reason}. Install it ${install}, or set CHROMIUM to the path of a Chromium or Chrome.`,
    );
    this.name = 'ChromiumMissingError';
  }
}

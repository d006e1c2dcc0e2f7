// How Chromium is started: without a window, without a word to anybody, in a folder of its own.

export interface ChromiumPlace {
  readonly profileFolder: string;
  readonly isRoot: boolean;
}

/** Nothing but loopback can be reached; names below `.test` lead there too, for pages of another site (RFC 6761). */
const RESOLVER_RULES = 'MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1';

const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-breakpad',
  '--disable-search-engine-choice-screen',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  '--mute-audio',
] as const;

export const chromiumFlags = ({ profileFolder, isRoot }: ChromiumPlace): readonly string[] => [
  '--headless',
  ...QUIET,
  // Containers often have a small /dev/shm, and a page that does not fit there crashes.
  '--disable-dev-shm-usage',
  `--host-resolver-rules=${RESOLVER_RULES}`,
  `--user-data-dir=${profileFolder}`,
  // On 127.0.0.1 alone, and closed to pages: it takes no connection that has an Origin.
  '--remote-debugging-port=0',
  // Chromium's sandbox refuses to be started by root; only pages of our own are opened.
  ...(isRoot ? ['--no-sandbox'] : []),
  'about:blank',
];

// Makes a link anew on which nothing is answered any more, also while commands are still being written to it.

export interface WatchedLink {
  /** False when it was closed for good. */
  readonly isOpen: boolean;
  readonly isReady: boolean;
  on(event: 'ping-interval' | 'ready', heard: () => void): unknown;
  destroy(): void;
  connect(): Promise<unknown>;
}

export interface WatchOptions {
  /** At least as long as the time between two pings of the link; default: a second, as it is for all of ours. */
  readonly intervalMs?: number;
  readonly onSilent: () => void;
}

const INTERVAL_MS = 1000;
/** In a row, so that a process that stood still itself does not blame the link. */
const SILENT_CHECKS = 4;

/**
 * A time-out of the socket does not do this: every write winds it up again, and a black hole takes writes until the kernel's buffer is
 * full. TCP alone finds the way back when it repeats what was not acknowledged, and its waits double: after 30 s of silence it takes up to
 * another 30.
 */
export const watchLink = (link: WatchedLink, { intervalMs = INTERVAL_MS, onSilent }: WatchOptions): void => {
  let silentChecks = 0;
  const heard = (): void => {
    silentChecks = 0;
  };
  link.on('ping-interval', heard);
  link.on('ready', heard);
  const timer = setInterval(() => {
    if (!link.isOpen) {
      clearInterval(timer);
      return;
    }
    silentChecks = link.isReady ? silentChecks + 1 : 0;
    if (silentChecks < SILENT_CHECKS) return;
    silentChecks = 0;
    onSilent();
    link.destroy();
    // It goes on trying by itself; it only fails when somebody closes it meanwhile.
    link.connect().catch(() => undefined);
  }, intervalMs).unref();
};

// Turns signals, and the death of the launcher, into one AbortSignal and an exit code.
import { constants } from 'node:os';
import { watchLauncher } from './launcher/watch-launcher.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C arrives several times: from the terminal, and again from npm and pnpm, which pass it on. */
const ONE_INTERRUPTION_MS = 500;

/** Listens from its construction until it is disposed of. */
export class Interruption implements Disposable {
  readonly #controller = new AbortController();
  readonly #launcher = watchLauncher(() => this.#interrupt('SIGTERM'));
  #first: { readonly exitCode: number; readonly atMs: number } | undefined;

  constructor() {
    for (const name of SIGNALS) process.on(name, this.#onSignal);
  }

  /** Aborts at the first interruption; its reason is an Error that names the signal. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** 128 + the number of the signal, as shells have it; absent without an interruption. */
  get exitCode(): number | undefined {
    return this.#first?.exitCode;
  }

  [Symbol.dispose](): void {
    this.#launcher[Symbol.dispose]();
    for (const name of SIGNALS) process.off(name, this.#onSignal);
  }

  readonly #onSignal = (name: NodeJS.Signals): void => {
    const again = this.#first !== undefined && performance.now() - this.#first.atMs > ONE_INTERRUPTION_MS;
    if (again) process.exit(128 + constants.signals[name]);
    this.#interrupt(name);
  };

  #interrupt(name: NodeJS.Signals): void {
    if (this.#first !== undefined) return;
    this.#first = { exitCode: 128 + constants.signals[name], atMs: performance.now() };
    this.#controller.abort(new Error(`interrupted by ${name}`));
  }
}

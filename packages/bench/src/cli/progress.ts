// Shows on stderr what the run is doing and how long it will take; stdout is for results alone.

/** Where lines go; `process.stderr` has this shape. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A part of the run and how long it is expected to take. */
export interface Stage {
  readonly name: string;
  readonly expectedSeconds: number;
}

/** One line that is rewritten on a terminal, a line every few seconds elsewhere. There is no timer: a redraw costs CPU,
 * and the measured processes share the machine, so it draws only when it is told something. */
export class Progress {
  readonly #stream: ProgressStream;
  readonly #stages: readonly Stage[];
  readonly #nowMs: () => number;
  #lastLineMs = Number.NEGATIVE_INFINITY;
  /** When each stage reported for the first time. */
  readonly #beganMs = new Map<string, number>();

  constructor(stream: ProgressStream, stages: readonly Stage[], nowMs = () => performance.now()) {
    this.#stream = stream;
    this.#stages = stages;
    this.#nowMs = nowMs;
  }

  /** @param share of the stage that is done, 0 to 1 */
  report(name: string, share: number, doing: string): void {
    const line = `[about ${clock(this.#secondsLeft(name, share))} left] ${name}: ${doing}`;
    if (this.#stream.isTTY === true) {
      this.#stream.write(`\r\u001B[2K${line}`);
    } else if (this.#nowMs() - this.#lastLineMs >= LINE_EVERY_MS) {
      this.#lastLineMs = this.#nowMs();
      this.#stream.write(`${line}\n`);
    }
  }

  /** Makes room for other output. */
  clear(): void {
    if (this.#stream.isTTY === true) this.#stream.write('\r\u001B[2K');
  }

  #secondsLeft(name: string, share: number): number {
    const index = this.#stages.findIndex((stage) => stage.name === name);
    const seconds = this.#stages.map(({ expectedSeconds }) => expectedSeconds);
    const later = seconds.slice(index + 1).reduce((sum, expected) => sum + expected, 0);
    return this.#secondsOf(name, share, seconds[index] ?? 0) * (1 - share) + later;
  }

  /** Of the whole stage: what was expected, until it has gone far enough to show its own pace. */
  #secondsOf(name: string, share: number, expectedSeconds: number): number {
    const nowMs = this.#nowMs();
    const beganMs = this.#beganMs.get(name) ?? nowMs;
    this.#beganMs.set(name, beganMs);
    return share < SHOWS_PACE || nowMs === beganMs ? expectedSeconds : (nowMs - beganMs) / 1000 / share;
  }
}

const LINE_EVERY_MS = 5000;
const SHOWS_PACE = 0.1;

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

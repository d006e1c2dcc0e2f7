// What is written down about one variant while a load runs.
import { TIMED_OUT } from './connection/connection-pool.ts';
import { encodeTimes, recordMs, type TimeHistogram, timeHistogram } from './time-histogram.ts';

/** Percentiles in microseconds; `count` values. */
export interface TimeSummary {
  readonly count: number;
  readonly p50Us: number;
  readonly p90Us: number;
  readonly p99Us: number;
  readonly maxUs: number;
}

/** What became of the requests of one variant. It is whole when offered = sent = completed and nothing is unexpected. */
export interface VariantCounts {
  /** In the schedule. */
  readonly offered: number;
  readonly sent: number;
  /** Answered to the last byte, whatever the status. */
  readonly completed: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Answers with another status than the scenario expects. */
  readonly unexpected: number;
  readonly timeouts: number;
  /** Requests that ended without an answer, by error code; time-outs included. */
  readonly failures: Readonly<Record<string, number>>;
}

/** Counts and times of one variant over one load. */
export interface VariantOutcome extends VariantCounts {
  /** From the intended to the real start: the generator's own delay. */
  readonly lateness: TimeSummary;
  /** From the intended start to the last byte: what a user would have waited. */
  readonly latency: TimeSummary;
  /** From the real start to the last byte. */
  readonly service: TimeSummary;
}

/** The three times of an outcome as whole histograms, encoded. */
export interface EncodedTimes {
  readonly lateness: string;
  readonly latency: string;
  readonly service: string;
}

/** Collects while the load runs; cheap enough to be called for each request. Times in ms. */
export class VariantRecord {
  readonly #offered: number;
  readonly #counts = { sent: 0, completed: 0, unexpected: 0, timeouts: 0 };
  readonly #statuses: Record<string, number> = {};
  readonly #failures: Record<string, number> = {};
  readonly #lateness = timeHistogram();
  readonly #latency = timeHistogram();
  readonly #service = timeHistogram();

  /** @param offered how many requests the schedule holds for this variant */
  constructor(offered: number) {
    this.#offered = offered;
  }

  send(latenessMs: number): void {
    this.#counts.sent += 1;
    recordMs(this.#lateness, latenessMs);
  }

  complete(answer: { status: number; expected: number; latencyMs: number; serviceMs: number }): void {
    this.#counts.completed += 1;
    this.#statuses[answer.status] = (this.#statuses[answer.status] ?? 0) + 1;
    if (answer.status !== answer.expected) this.#counts.unexpected += 1;
    recordMs(this.#latency, answer.latencyMs);
    recordMs(this.#service, answer.serviceMs);
  }

  fail(code: string): void {
    this.#failures[code] = (this.#failures[code] ?? 0) + 1;
    if (code === TIMED_OUT) this.#counts.timeouts += 1;
  }

  outcome(): VariantOutcome {
    return {
      offered: this.#offered,
      ...this.#counts,
      statuses: this.#statuses,
      failures: this.#failures,
      lateness: summarise(this.#lateness),
      latency: summarise(this.#latency),
      service: summarise(this.#service),
    };
  }

  times(): EncodedTimes {
    return {
      lateness: encodeTimes(this.#lateness),
      latency: encodeTimes(this.#latency),
      service: encodeTimes(this.#service),
    };
  }
}

const summarise = (from: TimeHistogram): TimeSummary => ({
  count: from.totalCount,
  p50Us: from.getValueAtPercentile(50),
  p90Us: from.getValueAtPercentile(90),
  p99Us: from.getValueAtPercentile(99),
  maxUs: from.maxValue,
});

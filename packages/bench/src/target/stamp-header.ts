// How a server says when it wrote its answer: by a clock that all processes of a machine share.
import { performance } from 'node:perf_hooks';

/** Its value is the machine's monotonic clock, in nanoseconds. */
export const STAMP_HEADER = 'x-lab-answered-ns';

const NS_PER_MS = 1e6;
const READINGS = 25;

/** From the origin of `performance.now` to that of the machine's clock: both tick alike. */
const readOriginMs = (): { readonly originMs: number; readonly apartMs: number } => {
  const beforeMs = performance.now();
  const clockMs = Number(process.hrtime.bigint()) / NS_PER_MS;
  const afterMs = performance.now();
  return { originMs: clockMs - (beforeMs + afterMs) / 2, apartMs: afterMs - beforeMs };
};

/** Two clocks cannot be read at once, and on a busy machine milliseconds may pass in between: the closest reading counts. */
const { originMs } = Array.from({ length: READINGS }, readOriginMs).reduce((best, reading) =>
  reading.apartMs < best.apartMs ? reading : best,
);

/** @returns the moment on the clock of `performance.now` in this process */
export const stampMs = (nanoseconds: string): number => Number(nanoseconds) / NS_PER_MS - originMs;

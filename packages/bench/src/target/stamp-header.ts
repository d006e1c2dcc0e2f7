// How a server says when it wrote its answer: by a clock that all processes of a machine share.
import { performance } from 'node:perf_hooks';

/** Its value is the machine's monotonic clock, in nanoseconds. */
export const STAMP_HEADER = 'x-lab-answered-ns';

const NS_PER_MS = 1e6;

/** From the origin of `performance.now` to that of the machine's clock: both tick alike. */
const originMs = Number(process.hrtime.bigint()) / NS_PER_MS - performance.now();

/** @returns the moment on the clock of `performance.now` in this process */
export const stampMs = (nanoseconds: string): number => Number(nanoseconds) / NS_PER_MS - originMs;

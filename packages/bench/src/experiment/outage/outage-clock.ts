// Moments of a trial as they are written down: in ms after the fault began.
import type { OutageProbe } from '../../result/outage-record.ts';
import type { Probe } from '../revocation/check-history.ts';

const MS_DIGITS = 1;

export const sinceMs = (atMs: number, beganMs: number): number => Number((atMs - beganMs).toFixed(MS_DIGITS));

export const probesOf = (probes: readonly Probe[], beganMs: number): OutageProbe[] =>
  probes.map(({ startMs, endMs, status = 0 }) => [sinceMs(startMs, beganMs), sinceMs(endMs, beganMs), status]);

// Which of the faults that were asked for this machine can play, and why not the others.
import { trySeclusion } from '@authlab/stack';
import type { OutageFault } from '../../result/outage-record.ts';
import type { OutageResult } from '../../result/outage-result.ts';

export interface PlayableFaults {
  readonly faults: readonly OutageFault[];
  readonly leftOut: OutageResult['leftOut'];
}

/** @throws the signal's reason when aborted */
export const playableFaults = async (
  wanted: readonly OutageFault[],
  signal: AbortSignal,
  attempt = trySeclusion,
): Promise<PlayableFaults> => {
  if (!wanted.includes('link-down')) return { faults: wanted, leftOut: [] };
  const seclusion = await attempt(signal);
  if (seclusion.state === 'possible') return { faults: wanted, leftOut: [] };
  const { reason } = seclusion;
  return { faults: wanted.filter((fault) => fault !== 'link-down'), leftOut: [{ fault: 'link-down', reason }] };
};

// Whether the latencies are those of the targets, and not of the load generator.
import type { LatencyResult } from '../../result/latency-result.ts';
import { duration, figure } from '../figure.ts';

export const latencyTrust = (latency: LatencyResult | undefined): string[] => {
  if (latency === undefined) return [];
  const { generator, blocks, rounds, warmup } = latency;
  const { nullCeilingPerSec, highestRatePerSec, offered, sent, completed, latenessP99Ms, pinned } = generator;
  return [
    `Latency: ${rounds} rounds with fresh processes, the first for the capacities alone; of ${blocks.planned} blocks ` +
      `${blocks.valid} were valid, ${blocks.noisy} disturbed, ${blocks.incomplete} incomplete; ${warmup.settled} of ` +
      `${warmup.settled + warmup.unsettled} warm-ups ended flat.`,
    `The load generator spun ${pinned ? 'on a core of its own' : 'without a core of its own, because none could be set aside'}. ` +
      `Against a server that only answers it reached ${Math.round(nullCeilingPerSec)} requests/s, ` +
      `${figure(nullCeilingPerSec / Math.max(1, highestRatePerSec))} times the highest rate here. Of ${offered} requests ` +
      `offered ${sent} were sent and ${completed} answered, 99 % at most ${duration(latenessP99Ms)} late in the worst block.`,
  ];
};

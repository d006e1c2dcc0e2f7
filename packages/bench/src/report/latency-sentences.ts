// The findings of the latency experiment in words: how much one process serves, and how long an answer takes.
import type { Estimate, LatencyResult } from '../result/latency-result.ts';
import { figure, figureWithInterval, shareText } from './figure.ts';

/** The loosest bound, and the load in the middle. */
export const latencySentences = (latency: LatencyResult | undefined): string[] =>
  latency === undefined ? [] : [...capacitySentence(latency), ...levelSentence(latency)];

export const estimateText = ({ value, interval }: Estimate): string =>
  interval === undefined ? figure(value) : figureWithInterval(interval);

/** Such as `a with x, b with y and c with z`. */
const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const capacitySentence = ({ capacity }: LatencyResult): string[] => {
  const known = capacity.flatMap(({ target, within }) => {
    const { boundMs, ratePerSec } = within.at(-1) ?? {};
    return ratePerSec === undefined || boundMs === undefined ? [] : [{ target, boundMs, ratePerSec }];
  });
  const [first] = known;
  if (first === undefined) return [];
  const parts = known.map(({ target, ratePerSec }) => `${estimateText(ratePerSec)} requests/s with ${target}`);
  return [`One process answers 99 % within ${first.boundMs} ms up to ${listed(parts)}.`];
};

const levelSentence = ({ levels, slowest }: LatencyResult): string[] => {
  const shares = [...new Set(levels.map(({ share }) => share))].toSorted((a, b) => a - b);
  const share = shares[Math.floor(shares.length / 2)];
  const rows = levels.filter((level) => level.share === share);
  const [first] = rows;
  if (first === undefined || slowest === undefined) return [];
  const parts = rows.map(({ target, latencyMs }) => `${estimateText(latencyMs.p50)} ms with ${target}`);
  return [
    `At ${first.ratePerSec} requests/s, ${shareText(first.share)} of what ${slowest.target} can do, half of the answers take at ` +
      `most ${listed(parts)}.`,
  ];
};

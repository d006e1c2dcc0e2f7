// The answers of a trial by time, as they are drawn.
import type { OutageOutcome, OutageProbe } from '../../result/outage-record.ts';
import type { OutageAnswers, OutageTimeline } from '../../result/outage-result.ts';
import { ackedMs, staleProbes } from './victim-findings.ts';

const BIN_MS = 200;

export const countAnswers = (probes: readonly OutageProbe[]): OutageAnswers => {
  const count = (isWanted: (status: number) => boolean): number =>
    probes.filter(([, , status]) => isWanted(status)).length;
  const known = {
    accepted: count((status) => status === 200),
    refused: count((status) => status === 401),
    unavailable: count((status) => status === 503),
    unanswered: count((status) => status === 0),
  };
  const named = known.accepted + known.refused + known.unavailable + known.unanswered;
  return { ...known, other: probes.length - named };
};

export const timelineOf = ({ users, victims, endedMs, watchedMs }: OutageOutcome): OutageTimeline => {
  const probes = users.flat();
  const fromMs = Math.floor(Math.min(0, ...probes.map(([startMs]) => startMs)) / BIN_MS) * BIN_MS;
  const count = Math.ceil((watchedMs - fromMs) / BIN_MS);
  const byBin = Map.groupBy(probes, ([startMs]) => Math.floor((startMs - fromMs) / BIN_MS));
  return {
    fromMs,
    binMs: BIN_MS,
    endedMs: Math.round(endedMs),
    bins: Array.from({ length: count }, (_, bin) => countAnswers(byBin.get(bin) ?? [])),
    staleMs: victims.flatMap(staleProbes).map(([startMs]) => Math.round(startMs)),
    ackedMs: victims.flatMap((victim) => ackedMs(victim) ?? []).map(Math.round),
  };
};

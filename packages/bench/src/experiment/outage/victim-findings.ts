// What became of revoked credentials: accepted after the ack, and accepted again after a refusal.
import type { OutageOutcome, OutageProbe, OutageVictim } from '../../result/outage-record.ts';
import type { OutageRow } from '../../result/outage-result.ts';
import { checkHistory, isAccept, type Probe, type ReplicaFinding } from '../revocation/check-history.ts';

type Findings = OutageRow['victims'];

/** When the 204 of the logout arrived; undefined where there was none: then nothing was promised. */
export const ackedMs = ({ logouts }: OutageVictim): number | undefined =>
  logouts.find(([, , status]) => status === 204)?.[1];

/** Requests with a revoked credential that were accepted although they began after the ack. */
export const staleProbes = (victim: OutageVictim): OutageProbe[] => {
  const ackMs = ackedMs(victim);
  if (ackMs === undefined) return [];
  return victim.replicas.flat().filter(([startMs, , status]) => status === 200 && startMs > ackMs);
};

export const findVictims = ({ victims }: OutageOutcome): Findings => mergeVictims(victims.map(findVictim));

const findVictim = (victim: OutageVictim): Findings => {
  const ackMs = ackedMs(victim);
  const findings = victim.replicas.map((probes) => checkAfter(probes.map(asProbe), ackMs ?? Number.POSITIVE_INFINITY));
  const resurrections = sum(findings.map((finding) => finding.resurrections));
  const staleAccepts = sum(findings.map((finding) => finding.staleAccepts));
  return {
    acked: ackMs === undefined ? 0 : 1,
    staleAccepts,
    ...(staleAccepts === 0 ? {} : { lastStaleMs: round(Math.max(...findings.map(({ lagMs }) => lagMs))) }),
    resurrections,
    revived: resurrections > 0 ? 1 : 0,
    alive: findings.some((finding) => finding.staleAccepts > 0 && finding.lagUpperMs === undefined) ? 1 : 0,
  };
};

/** What was refused before anybody had promised that, and is accepted again before that, has not come back to life. */
const checkAfter = (probes: readonly Probe[], ackMs: number): ReplicaFinding =>
  checkHistory(
    probes.filter((probe) => !isAccept(probe) || probe.startMs > ackMs),
    ackMs,
  );

export const mergeVictims = (all: readonly Findings[]): Findings => {
  const latest = all.flatMap(({ lastStaleMs }) => lastStaleMs ?? []);
  return {
    acked: sum(all.map(({ acked }) => acked)),
    staleAccepts: sum(all.map(({ staleAccepts }) => staleAccepts)),
    ...(latest.length === 0 ? {} : { lastStaleMs: Math.max(...latest) }),
    resurrections: sum(all.map(({ resurrections }) => resurrections)),
    revived: sum(all.map(({ revived }) => revived)),
    alive: sum(all.map(({ alive }) => alive)),
  };
};

const asProbe = ([startMs, endMs, status]: OutageProbe): Probe => ({
  startMs,
  endMs,
  ...(status === 0 ? {} : { status }),
});

const round = (valueMs: number): number => Number(valueMs.toFixed(1));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

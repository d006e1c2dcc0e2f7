// What a report says, before it is known whether a terminal or a file will show it.
import type { Summary } from '../result/summary.ts';
import { duration, figure, figureWithInterval, percent } from './figure.ts';
import { headline } from './headline.ts';
import type { ReportSection } from './section.ts';
import { calibrateSections } from './section/calibrate-section.ts';
import { costSections } from './section/cost-section.ts';
import { footprintSections } from './section/footprint-section.ts';
import { frontierSections } from './section/frontier-section.ts';
import { knobsSections } from './section/knobs-section.ts';
import { latencySections } from './section/latency-section.ts';
import { latencyTrust } from './section/latency-trust.ts';
import { pitfallsSections } from './section/pitfalls-section.ts';
import { loginSections } from './section/login-section.ts';
import { baselineSections } from './section/baseline-section.ts';
import { replicasSections } from './section/replicas-section.ts';
import { browserSections } from './section/browser-section.ts';
import { revocationSections } from './section/revocation-section.ts';
import { outageSections } from './section/outage-section.ts';
import { theftSections } from './section/theft-section.ts';

export interface ReportModel {
  readonly answer: readonly string[];
  readonly sections: readonly ReportSection[];
  /** Whether to believe it. */
  readonly trust: readonly string[];
}

/** In this order; those of experiments that were not run are empty. */
const SECTIONS: readonly ((summary: Summary) => ReportSection[])[] = [
  frontierSections,
  costSections,
  latencySections,
  revocationSections,
  knobsSections,
  pitfallsSections,
  footprintSections,
  loginSections,
  theftSections,
  outageSections,
  baselineSections,
  replicasSections,
  browserSections,
  calibrateSections,
];

/** From the summary alone, so that an old run can be reported again. */
export const reportModel = (summary: Summary): ReportModel => ({
  answer: headline(summary),
  sections: SECTIONS.flatMap((sections) => sections(summary)),
  trust: trustLines(summary),
});

const trustLines = ({
  verdict,
  reasons,
  noiseFloor,
  knownEffect,
  experiments,
  environment,
  seed,
}: Summary): string[] => [
  `This run is ${verdict}${reasons.length === 0 ? '.' : `: ${reasons.join('; ')}.`}`,
  ...(noiseFloor === undefined
    ? []
    : [
        `Noise floor: the first strategy compared with itself at ${noiseFloor.ratePerSec} requests/s gives ` +
          `${figureWithInterval(noiseFloor.ratio)}; without any noise it would be 1.`,
      ]),
  ...(knownEffect === undefined
    ? []
    : [
        `Known effect: of ${figure(knownEffect.addedUs)} us of CPU that were added to each request of the first strategy on ` +
          `purpose, the lab finds ${figureWithInterval(knownEffect.foundUs)} at ${knownEffect.ratePerSec} requests/s.`,
      ]),
  ...costTrust(experiments.cost),
  ...latencyTrust(experiments.latency),
  `Machine: ${environment.cpuModel}, ${environment.cores} cores, ${environment.os}, Node ${environment.node.slice(1)}` +
    `${environment.redis === undefined ? '' : `, Redis ${environment.redis}`}. Seed ${seed}.`,
];

const costTrust = (cost: Summary['experiments']['cost']): string[] => {
  if (cost === undefined) return [];
  const { planned, valid, noisy, incomplete } = cost.blocks;
  return [
    `${cost.invocations} rounds with fresh processes; of ${planned} blocks of ${cost.blockSeconds} s ${valid} were valid, ` +
      `${noisy} disturbed, ${incomplete} incomplete. The load generator used ${figure(cost.generatorCpuUsPerRequest)} us per ` +
      `request at ${Math.max(...cost.ratesPerSec)} requests/s, was busy for at most ${percent(cost.generatorUtilization)} of a block, and sent 99 % at most ` +
      `${duration(cost.latenessP99Us / 1000)} late.`,
    ...(cost.redisDelayMs === 0
      ? []
      : [`Each answer of Redis came ${duration(cost.redisDelayMs)} later than on loopback.`]),
  ];
};

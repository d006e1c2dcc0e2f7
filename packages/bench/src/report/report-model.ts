// What a report says, before it is known whether a terminal or a file will show it.
import type { Comparison, CostRow, RevocationRow, Summary } from '../result/summary.ts';
import { headline } from './headline.ts';
import { duration, figure, figureWithInterval, percent } from './figure.ts';

export interface ReportTable {
  readonly title: string;
  /** How to read it. */
  readonly note: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ReportModel {
  readonly answer: readonly string[];
  readonly tables: readonly ReportTable[];
  /** Whether to believe it. */
  readonly trust: readonly string[];
}

/** From the summary alone, so that an old run can be reported again. */
export const reportModel = (summary: Summary): ReportModel => ({
  answer: headline(summary),
  tables: [
    ...(summary.cost.length > 0 ? [costTable(summary.cost)] : []),
    ...(summary.comparisons.length > 0 ? [comparisonTable(summary.comparisons)] : []),
    ...(summary.revocation.length > 0 ? [revocationTable(summary.revocation)] : []),
  ],
  trust: trustLines(summary),
});

const costTable = (rows: readonly CostRow[]): ReportTable => ({
  title: 'What an authenticated request costs',
  note:
    'CPU in microseconds per request, with its 95 % interval. "Authentication" is what GET /me costs more than ' +
    'GET /public, which gives the same answer without any authentication.',
  head: [
    'strategy',
    'requests/s',
    'CPU of the API',
    'CPU of Redis',
    'authentication',
    'Redis commands',
    'bytes in / out',
  ],
  rows: rows.map((row) => [
    row.target,
    String(row.ratePerSec),
    figureWithInterval(row.appCpuUs),
    figureWithInterval(row.redisCpuUs),
    figureWithInterval(row.authOverheadUs),
    commandsOf(row),
    `${row.bytesInPerRequest.toFixed(0)} / ${row.bytesOutPerRequest.toFixed(0)}`,
  ]),
});

const commandsOf = ({ redisCommandsPerRequest }: CostRow): string => {
  const commands = Object.entries(redisCommandsPerRequest);
  return commands.length === 0 ? 'none' : commands.map(([name, count]) => `${figure(count)} ${name}`).join(', ');
};

const METRICS: Readonly<Record<Comparison['metric'], string>> = {
  cpuUs: 'CPU per request (API and Redis)',
  authOverheadUs: 'CPU of authentication alone',
};

const VERDICTS: Readonly<Record<Comparison['verdict'], string>> = {
  different: 'different',
  equivalent: 'the same within 3 %',
  'not-resolved': 'not resolved',
};

const comparisonTable = (rows: readonly Comparison[]): ReportTable => ({
  title: 'Compared',
  note: 'How many times as much the first of each pair costs, and how many microseconds more.',
  head: ['pair', 'requests/s', 'what', 'times as much', 'microseconds more', 'verdict'],
  rows: rows.map((row) => [
    `${row.b} against ${row.a}`,
    String(row.ratePerSec),
    METRICS[row.metric],
    row.ratio === undefined ? 'no ratio: the second is not told apart from 0' : figureWithInterval(row.ratio),
    figureWithInterval(row.differenceUs),
    verdictOf(row),
  ]),
});

const verdictOf = ({ verdict, needsMoreMinutes }: Comparison): string =>
  needsMoreMinutes === undefined
    ? VERDICTS[verdict]
    : `${VERDICTS[verdict]} (needs about ${Math.ceil(needsMoreMinutes)} more min)`;

const revocationTable = (rows: readonly RevocationRow[]): ReportTable => ({
  title: 'How long a revoked credential lives on',
  note:
    'From the answer to the revoking request. Each time lies between the last request that was accepted and the first ' +
    'that was refused, on the slowest of the replicas.',
  head: ['strategy', 'event', 'still accepted', 'median', 'longest', 'came back to life', 'others refused'],
  rows: rows.map((row) => [
    row.accessTtlSeconds === undefined ? row.target : `${row.target} (token of ${row.accessTtlSeconds} s)`,
    row.event,
    `in ${row.staleTrials} of ${row.trials} trials (${percent(row.staleTrialShare.low)} to ${percent(row.staleTrialShare.high)})`,
    band(row.lagMs.p50, row.lagUpperMs.p50),
    row.neverRefused > 0 ? `never refused in ${row.neverRefused} trials` : band(row.lagMs.max, row.lagUpperMs.max),
    `${row.resurrections}`,
    `${row.falseRejects} of ${row.bystanderRequests}`,
  ]),
});

const band = (lowMs: number, highMs: number): string =>
  lowMs === highMs ? duration(lowMs) : `${duration(lowMs)} to ${duration(highMs)}`;

const trustLines = ({ verdict, reasons, noiseFloor, experiments, environment, seed }: Summary): string[] => [
  `This run is ${verdict}${reasons.length === 0 ? '.' : `: ${reasons.join('; ')}.`}`,
  ...(noiseFloor === undefined
    ? []
    : [
        `Noise floor: the first strategy compared with itself at ${noiseFloor.ratePerSec} requests/s gives ` +
          `${figureWithInterval(noiseFloor.ratio)}; without any noise it would be 1.`,
      ]),
  ...costTrust(experiments.cost),
  `Machine: ${environment.cpuModel}, ${environment.cores} cores, ${environment.os}, Node ${environment.node.slice(1)}` +
    `${environment.redis === undefined ? '' : `, Redis ${environment.redis}`}. Seed ${seed}.`,
];

const costTrust = (cost: Summary['experiments']['cost']): string[] => {
  if (cost === undefined) return [];
  const { planned, valid, noisy, incomplete } = cost.blocks;
  return [
    `${cost.invocations} rounds with fresh processes; of ${planned} blocks of ${cost.blockSeconds} s ${valid} were valid, ` +
      `${noisy} disturbed, ${incomplete} incomplete. The load generator used ${figure(cost.generatorCpuUsPerRequest)} us per ` +
      `request, was busy for at most ${percent(cost.generatorUtilization)} of a block, and sent 99 % at most ` +
      `${duration(cost.latenessP99Us / 1000)} late.`,
  ];
};

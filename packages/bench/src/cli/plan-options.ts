// The command line of `bench plan`.
import { Command, Option } from 'commander';
import type { Site } from '../plan/site.ts';
import { parseAmount, parseDurationMs, parsePositive } from './parse-amount.ts';
import { type HelpRequest, parseWords } from './parse-words.ts';
import { UsageError } from './usage-error.ts';

export interface PlanOptions {
  readonly site: Site;
  /** The run whose unit costs are taken. */
  readonly folder: string;
  readonly json: boolean;
}

interface ParsedFlags {
  readonly users: number;
  readonly rpsPerUser: number;
  readonly maxLag?: number;
  readonly accessTtl: number;
  readonly revocationsPerUserDay: number;
  readonly loginHours: number;
  readonly sessionsPerUser: number;
  readonly rate?: number;
  readonly utilization: number;
  readonly redisReplicas: number;
  readonly nodeMemory: number;
  readonly nodeNetwork: number;
  readonly staleAfter: number;
  readonly from: string;
  readonly json: boolean;
}

const GIB = 2 ** 30;
const GIGABIT = 1e9;
const SECONDS_PER_HOUR = 3600;

/** @throws {UsageError} naming the faulty word and what is allowed */
export const readPlanOptions = (words: readonly string[]): PlanOptions | HelpRequest => {
  const command = buildCommand();
  const asked = parseWords(command, words);
  if (asked !== undefined) return asked;
  const flags = command.opts<ParsedFlags>();
  if (flags.utilization > 1) throw new UsageError('--utilization: it must be above 0 and at most 1');
  if (flags.accessTtl === 0) throw new UsageError('--access-ttl: it must be above 0');
  return { site: siteOf(flags), folder: flags.from, json: flags.json };
};

const siteOf = (flags: ParsedFlags): Site => ({
  users: flags.users,
  requestsPerUserSecond: flags.rpsPerUser,
  ...(flags.maxLag === undefined ? {} : { maxLagMs: flags.maxLag }),
  accessTtlSeconds: flags.accessTtl / 1000,
  revocationsPerUserDay: flags.revocationsPerUserDay,
  loginEverySeconds: flags.loginHours * SECONDS_PER_HOUR,
  loginSessionsPerUser: flags.sessionsPerUser,
  ...(flags.rate === undefined ? {} : { ratePerSec: flags.rate }),
  utilization: flags.utilization,
  redisReplicas: flags.redisReplicas,
  nodeMemoryBytes: flags.nodeMemory * GIB,
  nodeBitsPerSecond: flags.nodeNetwork * GIGABIT,
  revocationStaleMs: flags.staleAfter,
});

const DESCRIPTION =
  'From the unit costs of a stored run: how many cores, how much Redis and memory each strategy needs on a site of that size, ' +
  'from which lifetime on a token costs less than a session, and which strategy is the cheapest that revokes in time.';

const buildCommand = (): Command =>
  new Command('bench plan')
    .description(DESCRIPTION)
    .allowExcessArguments(false)
    .addOption(positive('--users <number>', 'active at the same time').makeOptionMandatory())
    .addOption(positive('--rps-per-user <number>', 'requests per second of one active user').makeOptionMandatory())
    .addOption(
      lasting('--max-lag <duration>', 'how long a revoked credential may still be accepted, such as 5s or 300ms'),
    )
    .addOption(lasting('--access-ttl <duration>', 'lifetime of an access token').default(300_000, '300s'))
    .addOption(amount('--revocations-per-user-day <number>', 'logouts and other revoking events').default(1))
    .addOption(positive('--login-hours <number>', 'from one login of a user to the next').default(24))
    .addOption(positive('--sessions-per-user <number>', 'live login sessions, one for each device').default(1))
    .addOption(
      positive(
        '--rate <number>',
        'requests/s of one process at which unit costs are taken (default: the highest measured)',
      ),
    )
    .addOption(positive('--utilization <share>', 'how busy a core may be, up to 1').default(0.6))
    .addOption(amount('--redis-replicas <number>', 'of each Redis shard').default(1))
    .addOption(positive('--node-memory <GiB>', 'of one Redis node').default(16))
    .addOption(positive('--node-network <Gbit/s>', 'of one Redis node').default(1))
    .addOption(lasting('--stale-after <duration>', 'REVOCATION_STALE_MS of the replicas').default(2000, '2s'))
    .option('--from <folder>', 'the stored run', 'results/latest')
    .option('--json', 'the plan as JSON on stdout, and nothing else there', false)
    .helpOption('--help', 'shows this');

const positive = (flags: string, text: string): Option => parsed(flags, text, parsePositive);
const amount = (flags: string, text: string): Option => parsed(flags, text, parseAmount);

/** A lifetime of nothing is no lifetime, but no lag at all may be asked for. */
const lasting = (flags: string, text: string): Option => parsed(flags, text, parseDurationMs);

const parsed = (flags: string, text: string, parse: (word: string, flag: string) => number): Option =>
  new Option(flags, text).argParser((word) => parse(word, flags.split(' ')[0] ?? flags));

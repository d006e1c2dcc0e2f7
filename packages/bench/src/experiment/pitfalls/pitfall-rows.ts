// From what was measured to one row per cause: the usual way, and a better one.
import type { Saturation, SaturationRound } from '../../result/raw-record.ts';
import type { Pitfall } from '../../result/pitfalls-result.ts';
import { type Interval, mapInterval } from '../../stats/interval.ts';
import { meanInterval } from '../../stats/mean-interval.ts';
import type { CostAnalysis } from '../cost/analyse-cost.ts';

/** What people usually run, and what published comparisons compare. */
export const SESSION = 'recipe/nest-passport-session';
export const JWT = 'recipe/nest-jwt';
export const JWT_KEY_OBJECT = 'recipe/nest-jwt@key-object';
/** Their processes are known by age: `beyond-tier-up.ts`. */
export const OURS = ['session/redis', 'jwt/stateless'] as const;
/** Remembers a quarter of the users' tokens. */
export const SMALL_MEMORY = 'jwt/stateless@token-memory-100';
export const FLOOR = 'floor/hmac';

export interface Findings {
  readonly saturated: readonly SaturationRound[];
  /** SESSION, JWT and JWT_KEY_OBJECT under one load, and FLOOR by itself. */
  readonly sideBySide: CostAnalysis;
  /** OURS, while their code is compiled anew and after that. */
  readonly ages: { readonly atTierUp: CostAnalysis; readonly beyond: CostAnalysis };
  /** SMALL_MEMORY, whose twin was asked with one credential alone. */
  readonly replayed: CostAnalysis;
  readonly loop: Interval;
}

/** A row whose figures could not be had (too few blocks that count) is left out. */
export const pitfallRows = (findings: Findings): Pitfall[] =>
  [
    generatorInside(findings),
    closedLoop(findings),
    coldStart(findings),
    tooYoung(findings),
    stringKey(findings),
    oneCredential(findings),
    loopOnly(findings),
  ].flatMap((row) => row ?? []);

const TIMES = 'how many times as much a request costs with sessions as with a token';
const FROM_OUTSIDE = 'throughput at saturation, generator in a process of its own';
const SIDE_BY_SIDE = 'CPU of API and Redis at a fixed rate, both at the same moment';

const generatorInside = ({ saturated }: Findings): Pitfall | undefined =>
  rowOf('the load generator runs in the server’s process', TIMES, {
    wrong: ['throughput, generator and server in one process', faster(saturated, (one) => one.byItselfPerSec)],
    right: [FROM_OUTSIDE, faster(saturated, (one) => one.warmPerSec)],
  });

const closedLoop = ({ saturated, sideBySide }: Findings): Pitfall | undefined =>
  rowOf('a closed loop at saturation', TIMES, {
    wrong: [FROM_OUTSIDE, faster(saturated, (one) => one.warmPerSec)],
    right: [SIDE_BY_SIDE, cpuRatio(sideBySide, [SESSION, JWT])],
  });

const coldStart = ({ saturated, sideBySide }: Findings): Pitfall | undefined =>
  rowOf(
    'a fixed order: what is measured first is cold',
    'how many times as fast one and the same server is the second time',
    {
      wrong: [
        'throughput of the first half second, then after a warm-up',
        geometricMean(
          saturated.flatMap(({ session, jwt }) =>
            [session, jwt].map(({ warmPerSec, coldPerSec }) => warmPerSec / coldPerSec),
          ),
        ),
      ],
      right: ['the A/A twin: at the same moment, after a warm-up', sideBySide.noiseFloor?.ratio],
    },
  );

const tooYoung = ({ ages: { atTierUp, beyond } }: Findings): Pitfall | undefined =>
  rowOf('a process that is too young', TIMES, {
    wrong: [`${OURS.join(' and ')}, about their 10,000th request`, cpuRatio(atTierUp, OURS)],
    right: ['the same processes, seconds later', cpuRatio(beyond, OURS)],
  });

const stringKey = ({ sideBySide }: Findings): Pitfall | undefined =>
  rowOf('a string as the key', TIMES, {
    wrong: ['jsonwebtoken gets its secret as a string', cpuRatio(sideBySide, [SESSION, JWT])],
    right: ['and as a KeyObject that is made once', cpuRatio(sideBySide, [SESSION, JWT_KEY_OBJECT])],
  });

const oneCredential = ({ replayed, sideBySide }: Findings): Pitfall | undefined =>
  rowOf(
    'one replayed credential',
    'CPU of a request, as a part of that with many users, where 100 tokens are remembered',
    {
      wrong: ['one credential for all requests', replayed.noiseFloor?.ratio],
      right: ['as many users both times', sideBySide.noiseFloor?.ratio],
    },
  );

const loopOnly = ({ sideBySide: { cost }, loop }: Findings): Pitfall | undefined =>
  rowOf('a loop instead of a server', 'CPU of verifying one HMAC', {
    unit: 'us',
    wrong: ['again and again in a loop', loop],
    right: [`once per request in a server, ${FLOOR}`, cost.find(({ target }) => target === FLOOR)?.authOverheadUs],
  });

type Way = readonly [way: string, figure: Interval | undefined];

const rowOf = (
  cause: string,
  what: string,
  { unit = 'times', wrong, right }: { readonly unit?: Pitfall['unit']; readonly wrong: Way; readonly right: Way },
): Pitfall | undefined => {
  const [bad, good] = [wrong, right].map(([way, figure]) => (figure === undefined ? undefined : { way, figure }));
  return bad === undefined || good === undefined ? undefined : { cause, what, unit, wrong: bad, right: good };
};

/** By throughput: how many times as many requests per second the tokens serve. */
const faster = (rounds: readonly SaturationRound[], of: (one: Saturation) => number): Interval =>
  geometricMean(rounds.map(({ session, jwt }) => of(jwt) / of(session)));

const cpuRatio = ({ comparisons }: CostAnalysis, [session, jwt]: readonly [string, string]): Interval | undefined =>
  comparisons.find(({ a, b, metric }) => metric === 'cpuUs' && a === jwt && b === session)?.ratio;

const geometricMean = (ratios: readonly number[]): Interval =>
  mapInterval(meanInterval(ratios.map(Math.log)), Math.exp);

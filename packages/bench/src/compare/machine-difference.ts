// Whether two runs may be compared at all, and what else is not the same.
import type { Environment, Summary } from '../result/summary.ts';

/** Figures of other machines are other figures. */
const MACHINE = ['cpuModel', 'cores', 'os', 'kernel', 'node'] as const satisfies readonly (keyof Environment)[];

/** Such as `cores: 2 and 4`; none when both were made on one kind of machine. */
export const machineDifferences = (a: Environment, b: Environment): string[] =>
  MACHINE.filter((field) => a[field] !== b[field]).map((field) => `${field}: ${a[field]} and ${b[field]}`);

/** What a reader has to know before believing a comparison. */
export const conditionDifferences = (a: Summary, b: Summary): string[] => [
  ...(a.startedAt === b.startedAt ? ['A and B are one and the same run'] : []),
  ...differing('profile', a.profile, b.profile),
  ...differing('Redis', a.environment.redis, b.environment.redis),
  ...differing('delay of Redis', delayOf(a), delayOf(b)),
  ...differing('commit', commitOf(a), commitOf(b)),
  ...packageDifferences(a.environment.packages, b.environment.packages),
  ...differing('targets that ran side by side (CPU per request depends on them)', targetsOf(a), targetsOf(b)),
  ...[a, b].flatMap(({ verdict, reasons }, index) =>
    verdict === 'VALID' ? [] : [`${index === 0 ? 'A' : 'B'} is ${verdict}: ${reasons.join('; ')}`],
  ),
];

const differing = (name: string, a: string | undefined, b: string | undefined): string[] =>
  a === b ? [] : [`${name}: ${a ?? 'unknown'} in A, ${b ?? 'unknown'} in B`];

const packageDifferences = (a: Environment['packages'], b: Environment['packages']): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) => differing(name, a[name], b[name]));

const delayOf = ({ experiments: { cost } }: Summary): string | undefined =>
  cost === undefined ? undefined : `${cost.redisDelayMs} ms`;

const targetsOf = ({ cost }: Summary): string => [...new Set(cost.map(({ target }) => target))].join(', ') || 'none';

const commitOf = ({ environment: { git } }: Summary): string | undefined =>
  git === undefined ? undefined : `${git.commit.slice(0, 12)}${git.dirty ? ' with changes' : ''}`;

// Puts stored runs of one machine together: a long run can be measured in pieces, when the machine is free for it.
import { machineDifferences } from '../compare/machine-difference.ts';
import { PROFILE_NAMES, type ProfileName } from '../profile/profile-name.ts';
import { judgeRun } from '../result/judge-run.ts';
import type { StoredRun } from '../result/read-run.ts';
import type { RunPart, Summary } from '../result/summary.ts';

/** Why these are no pieces of one run; none when they are. */
export const mergeObstacles = (runs: readonly Summary[]): string[] => {
  const [first, ...others] = runs;
  if (first === undefined || others.length === 0) return ['a merge needs two runs at least'];
  const machines = others.flatMap(({ environment }) => machineDifferences(first.environment, environment));
  return [...machines, ...measuredTwice(runs)];
};

const measuredTwice = (runs: readonly Summary[]): string[] =>
  [...Map.groupBy(runs.flatMap(experimentsOf), (name) => name)]
    .filter(([, all]) => all.length > 1)
    .map(([name]) => `the experiment ${name} is in more than one of them`);

const experimentsOf = ({ experiments }: Summary): string[] => Object.keys(experiments);

/**
 * Every figure stays as it was measured; the verdict is that of the whole.
 *
 * @param runs without obstacles
 * @throws {TypeError} without a run
 */
export const mergeRuns = (runs: readonly StoredRun[]): StoredRun => {
  const summaries = runs.map(({ summary }) => summary);
  const inOrder = summaries.toSorted((left, right) => left.startedAt.localeCompare(right.startedAt));
  const [first] = inOrder;
  if (first === undefined) throw new TypeError('a merge needs runs');
  const redis = inOrder.find(({ environment }) => environment.redis !== undefined)?.environment.redis;
  const measured = {
    cost: inOrder.flatMap(({ cost }) => cost),
    comparisons: inOrder.flatMap(({ comparisons }) => comparisons),
    revocation: inOrder.flatMap(({ revocation }) => revocation),
    experiments: Object.assign({}, ...inOrder.map(({ experiments }) => experiments)) as Summary['experiments'],
    ...checksOf(inOrder),
  };
  const summary: Summary = {
    schemaVersion: first.schemaVersion,
    profile: leastOf(inOrder.map(({ profile }) => profile)),
    ...judgeRun(measured),
    environment: { ...first.environment, ...(redis === undefined ? {} : { redis }) },
    // The bootstrap of the cost is repeated with it.
    seed: (inOrder.find(({ experiments }) => experiments.cost !== undefined) ?? first).seed,
    command: first.command,
    startedAt: first.startedAt,
    durationSeconds: inOrder.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0),
    parts: inOrder.flatMap(partsOf),
    ...measured,
  };
  return { summary, records: runs.flatMap(({ records }) => records) };
};

/** The whole does no more than the piece that does least; each says its own. */
const leastOf = (profiles: readonly ProfileName[]): ProfileName =>
  PROFILE_NAMES.find((name) => profiles.includes(name)) ?? 'smoke';

/** Of the run that measured the cost. */
const checksOf = (runs: readonly Summary[]): Pick<Summary, 'noiseFloor' | 'knownEffect'> => {
  const { noiseFloor, knownEffect } = runs.find(({ experiments }) => experiments.cost !== undefined) ?? {};
  return {
    ...(noiseFloor === undefined ? {} : { noiseFloor }),
    ...(knownEffect === undefined ? {} : { knownEffect }),
  };
};

/** What was merged before keeps its pieces. */
const partsOf = (summary: Summary): readonly RunPart[] => {
  const { parts, profile, command, seed, startedAt, durationSeconds, environment } = summary;
  if (parts !== undefined) return parts;
  const commit = environment.git === undefined ? {} : { commit: environment.git.commit };
  return [{ experiments: experimentsOf(summary), profile, command, seed, startedAt, durationSeconds, ...commit }];
};

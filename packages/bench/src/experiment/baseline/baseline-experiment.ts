// The baseline experiment as a part of a run: known attacks on comparators as they are documented, and on ours.
import { openStack, type Stack } from '@authlab/stack';
import pLimit from 'p-limit';
import { type BaselineRecord, COPY_EVENTS, RACERS } from '../../result/baseline-record.ts';
import { openRedisSampler } from '../../sample/redis-sampler.ts';
import { derivedSeed } from '../../stats/seeded-random.ts';
import type { Experiment, ExperimentContext } from '../experiment.ts';
import { analyseBaseline } from './analyse-baseline.ts';
import { type AttackedSide, openSide } from './attacked-side.ts';
import { hangRedis } from './hang-redis.ts';
import { plantCookies } from './plant-cookies.ts';
import { raceLogouts } from './race-logout.ts';
import { subjectsFor } from './subjects.ts';
import { watchCopies } from './watch-copies.ts';

/** Servers that start at the same time. */
const STARTS_AT_ONCE = 3;

/** The comparators among the targets, or all where there is none; strategies are not chosen here. */
export const baselineExperiment: Experiment = async (context) => {
  const profile = context.profile.baseline;
  const { signal, report } = context;
  const subjects = subjectsFor(context.targets);
  await using stack = await context.stack.own(() => openStack());
  report(0, 'starting and verifying the servers');
  const limit = pLimit(STARTS_AT_ONCE);
  const sides = await Promise.all(
    subjects.map((subject) => limit(() => openSide(stack, { subject, profile, signal }))),
  );
  const records: BaselineRecord[] = [];
  for (const [place, { doing, attack }] of ATTACKS.entries()) {
    report((place + 1) / (ATTACKS.length + 1), doing);
    records.push(...(await attack(sides, { ...context, stack })));
  }
  const [first] = sides as [AttackedSide];
  const { version: redisVersion } = await stack.own(() => openRedisSampler(first.server.url));
  const description = { baseline: analyseBaseline(records, { subjects, profile }) };
  return { summary: {}, description, records, redisVersion };
};

interface Attack {
  readonly doing: string;
  readonly attack: (
    sides: readonly AttackedSide[],
    context: ExperimentContext & { readonly stack: Stack },
  ) => Promise<readonly BaselineRecord[]>;
}

/** Each on all sides at once: they have nothing in common but the machine. */
const onAll = async (
  sides: readonly AttackedSide[],
  attack: (side: AttackedSide, place: number) => Promise<readonly BaselineRecord[]>,
): Promise<BaselineRecord[]> => (await Promise.all(sides.map(attack))).flat();

const races = RACERS.map((racer, kind): Attack => ({
  doing: `logouts against requests that ${racer === 'reads' ? 'read' : 'change'} the session`,
  attack: (sides, { profile: { baseline }, seed, signal }) =>
    onAll(
      sides.filter((side) => side.races.includes(racer)),
      (side, place) =>
        raceLogouts(side, { racer, profile: baseline.races, seed: derivedSeed(seed, kind, place), signal }),
    ),
}));

const copies = COPY_EVENTS.map((event): Attack => ({
  doing: `copied credentials after ${event === 'logout' ? 'a logout' : 'the store was cleared'}`,
  attack: (sides, { profile: { baseline }, signal, stack }) =>
    onAll(
      sides.filter((side) => side.copies.includes(event)),
      (side) => watchCopies(side, { stack, event, profile: baseline, signal }),
    ),
}));

const ATTACKS: readonly Attack[] = [
  ...races,
  ...copies,
  {
    doing: 'logins over a planted cookie',
    attack: (sides, { profile: { baseline } }) =>
      onAll(
        sides.filter(({ takesCookie }) => takesCookie),
        (side) => plantCookies(side, baseline.plantings),
      ),
  },
  {
    doing: 'Redis stands still',
    attack: (sides, { profile: { baseline }, signal }) =>
      onAll(
        sides.filter(({ asksRedis }) => asksRedis),
        (side) => hangRedis(side, { profile: baseline.hangs, signal }),
      ),
  },
];

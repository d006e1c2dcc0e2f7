// The footprint experiment as a part of a run: bytes on the wire, memory of Redis, a full store, memory of a replica.
import { join } from 'node:path';
import { openStack, type Stack } from '@authlab/stack';
import type { Strategy } from '@authlab/contract';
import type { FootprintProfile } from '../../profile/footprint-profile.ts';
import type { RawRecord } from '../../result/raw-record.ts';
import { openRedisSampler } from '../../sample/redis-sampler.ts';
import { derivedSeed } from '../../stats/seeded-random.ts';
import { type Account, registerAccounts } from '../../target/log-in.ts';
import { openSolo } from '../../target/open-solo.ts';
import { isStrategy, type TargetName } from '../../target/target-name.ts';
import type { Experiment, ExperimentContext } from '../experiment.ts';
import { analyseFootprint } from './analyse-footprint.ts';
import { claimSubjects, wireSubjects } from './footprint-subjects.ts';
import { measureFlat } from './flat-cost.ts';
import { measureRedisMemory, type MemorySubject } from './redis-memory.ts';
import { measureReplicaMemory } from './replica-memory.ts';
import { measureWire } from './wire-bytes.ts';

/** What all parts share. */
interface Place extends Pick<ExperimentContext, 'stack' | 'signal' | 'seed' | 'report'> {
  readonly profile: FootprintProfile;
  readonly strategies: readonly Strategy[];
  readonly targets: readonly TargetName[];
  readonly databaseFile: string;
  readonly accounts: readonly Account[];
  readonly redisVersion: string;
}

export const footprintExperiment: Experiment = async (context) => {
  await using stack = await context.stack.own(() => openStack());
  const place = await openPlace(stack, context);
  const records: RawRecord[] = [];
  for (const [at, part] of PARTS.entries()) {
    const report = (share: number, doing: string): void => context.report((at + share) / PARTS.length, doing);
    records.push(...(await part({ ...place, report })));
  }
  const { flat } = place.profile;
  const footprint = analyseFootprint(records, { ...flat, targets: place.strategies });
  return { summary: {}, description: { footprint }, records, redisVersion: place.redisVersion };
};

/** The users are those of one database, and are registered once. */
const openPlace = async (stack: Stack, context: ExperimentContext): Promise<Place> => {
  const { targets, seed, signal } = context;
  const profile = context.profile.footprint;
  const strategies = targets.filter(isStrategy);
  const databaseFile = join(await stack.folder('users'), 'users.db');
  context.report(0, 'registering the users');
  const clerk = await openSolo(stack, { target: 'jwt/stateless', databaseFile, signal });
  const accounts = await registerAccounts('jwt/stateless', clerk.pool, profile.memory.logins);
  const { version: redisVersion } = await stack.own(() => openRedisSampler(clerk.server.url));
  const known = { profile, strategies, targets, databaseFile, accounts, redisVersion };
  return { ...known, stack, seed, signal, report: context.report };
};

const measureAllWire = async (place: Place): Promise<RawRecord[]> => {
  const { stack, signal, databaseFile, accounts } = place;
  const server = await stack.redis({ signal });
  const subjects = wireSubjects(place.targets, place.profile.claimsBytes);
  return await inTurns(AT_ONCE, subjects, async (subject, at) => {
    place.report(at / subjects.length, `bytes on the wire: ${nameOf(subject)}`);
    return [await measureWire({ stack, server, databaseFile, accounts, signal, ...subject })];
  });
};

const measureAllMemory = async (place: Place): Promise<RawRecord[]> => {
  const profile = place.profile.memory;
  const subjects = claimSubjects(place.targets, profile.claimsBytes);
  return await inTurns(AT_ONCE, subjects, async (subject, at) => {
    const report = (share: number, doing: string): void =>
      place.report((at + share) / subjects.length, `memory of Redis: ${nameOf(subject)}, ${doing}`);
    const seed = derivedSeed(place.seed, MEMORY_SEED, at);
    return await measureRedisMemory({ ...place, report, subject, profile, seed });
  });
};

const measureAllFlat = async (place: Place): Promise<RawRecord[]> => {
  const profile = place.profile.flat;
  const records: RawRecord[] = [];
  for (let invocation = 0; invocation < profile.invocations; invocation += 1) {
    place.report(invocation / profile.invocations, `a full store, round ${invocation + 1} of ${profile.invocations}`);
    const seed = derivedSeed(place.seed, FLAT_SEED, invocation);
    records.push(...(await measureFlat({ ...place, targets: place.strategies, profile, invocation, seed })));
  }
  return records;
};

const measureAllReplicaMemory = async (place: Place): Promise<RawRecord[]> => {
  const profile = place.profile.replicaMemory;
  return await inTurns(1, place.strategies, async (target, at) => {
    place.report(at / place.strategies.length, `memory of a replica: ${target}`);
    return await measureReplicaMemory({ ...place, target, profile, seed: derivedSeed(place.seed, REPLICA_SEED, at) });
  });
};

const PARTS = [measureAllWire, measureAllMemory, measureAllFlat, measureAllReplicaMemory] as const;

const MEMORY_SEED = 1;
const FLAT_SEED = 2;
const REPLICA_SEED = 3;
/** Nothing that is timed: so two at once, for two cores. */
const AT_ONCE = 2;

const nameOf = ({ target, claimsBytes }: MemorySubject): string =>
  claimsBytes === 0 ? target : `${target} with ${claimsBytes} bytes of claims`;

const inTurns = async <Item>(
  atOnce: number,
  items: readonly Item[],
  work: (item: Item, at: number) => Promise<readonly RawRecord[]>,
): Promise<RawRecord[]> => {
  const results: (readonly RawRecord[])[] = [];
  const queue = items.entries();
  const lane = async (): Promise<void> => {
    for (const [at, item] of queue) results[at] = await work(item, at);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results.flat();
};

// From the records of a run to the figures of the footprint: pure, so that an old run can be analysed again.
import type { MemoryRecord, ReplicaMemoryRecord, WireRecord } from '../../result/footprint-record.ts';
import type { Footprint, MemoryCheckRow, MemoryRow, ReplicaMemoryRow, WireRow } from '../../result/footprint-result.ts';
import type { FlatBlockRecord, RawRecord } from '../../result/raw-record.ts';
import { type Interval, mapInterval } from '../../stats/interval.ts';
import { meanInterval } from '../../stats/mean-interval.ts';
import { slope, slopesOverDoublings } from '../../stats/slope.ts';
import { countFlatBlocks, flatRows, type FlatContext } from './analyse-flat.ts';

/** @throws {TypeError} where a figure was measured in one round only: it would have no interval */
export const analyseFootprint = (records: readonly RawRecord[], context: FlatContext): Footprint => {
  const blocks = records.filter((record): record is FlatBlockRecord => record.type === 'footprint-block');
  const memory = records.filter((record): record is MemoryRecord => record.type === 'footprint-memory');
  return {
    wire: records.filter((record): record is WireRecord => record.type === 'footprint-wire').map(wireRow),
    memory: subjectsOf(memory).flatMap((subject) => [
      ...memoryRows(subject, 'logins'),
      ...memoryRows(subject, 'copies'),
    ]),
    memoryChecks: subjectsOf(memory).map(memoryCheckRow),
    flat: flatRows(blocks, context),
    flatBlocks: countFlatBlocks(blocks),
    replicaMemory: replicaMemoryRows(
      records.filter((record): record is ReplicaMemoryRecord => record.type === 'footprint-replica-memory'),
    ),
  };
};

const wireRow = ({ type: _type, requests: _requests, ...row }: WireRecord): WireRow => row;

/** One target with one size of claims, all rounds. */
interface Subject extends Pick<MemoryRecord, 'target' | 'claimsBytes'> {
  readonly records: readonly MemoryRecord[];
}

const subjectsOf = (records: readonly MemoryRecord[]): Subject[] =>
  [...Map.groupBy(records, ({ target, claimsBytes }) => `${target} ${claimsBytes}`).values()].flatMap((own) => {
    const [first] = own;
    return first === undefined ? [] : [{ target: first.target, claimsBytes: first.claimsBytes, records: own }];
  });

/** By where the doubling ends: one slope for each round. */
const slopesBy = ({ records }: Subject, source: MemoryRecord['source']): Map<number, number[]> => {
  const slopes = records
    .filter((record) => record.source === source)
    .flatMap(({ points }) => slopesOverDoublings(points.map(({ count, bytes }) => ({ x: count, y: bytes }))));
  const groups = Map.groupBy(slopes, ({ upTo }) => upTo);
  return new Map([...groups].map(([upTo, group]) => [upTo, group.map((one) => one.slope)]));
};

const memoryRows = (subject: Subject, source: MemoryRow['source']): MemoryRow[] =>
  [...slopesBy(subject, source)].map(([loginSessions, slopes]) => ({
    target: subject.target,
    claimsBytes: subject.claimsBytes,
    source,
    loginSessions,
    bytesPerLoginSession: meanInterval(slopes),
    rounds: slopes.length,
  }));

/** Over the doubling that real logins, copies and copies without an index have in common. */
const memoryCheckRow = (subject: Subject): MemoryCheckRow => {
  const real = slopesBy(subject, 'logins');
  const [upTo = 0] = real.keys();
  const slopesOf = (source: MemoryRecord['source']): number[] => slopesBy(subject, source).get(upTo) ?? [];
  const [logins, copies, members] = [slopesOf('logins'), slopesOf('copies'), slopesOf('members')];
  const index = meanInterval(differences(copies, members));
  const logRatios = differences(copies.map(Math.log), logins.map(Math.log));
  return {
    target: subject.target,
    claimsBytes: subject.claimsBytes,
    copiesOverLogins: mapInterval(meanInterval(logRatios), Math.exp),
    ...(index.value > 1 ? { indexBytesPerLoginSession: index } : {}),
  };
};

const differences = (left: readonly number[], right: readonly number[]): number[] =>
  left.map((value, at) => value - (right[at] ?? Number.NaN));

const replicaMemoryRows = (records: readonly ReplicaMemoryRecord[]): ReplicaMemoryRow[] => {
  const groups = Map.groupBy(records, ({ target, kind }) => `${target} ${kind}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const over = (of: (record: ReplicaMemoryRecord) => number): Interval => meanInterval(own.map(of));
    return [
      {
        target: first.target,
        kind: first.kind,
        entries: Math.max(...first.points.map(({ count }) => count)),
        bytesPerEntry: over(({ points }) => slope(points.map(({ count, bytes }) => ({ x: count, y: bytes })))),
        rssBytes: over(({ rssBytes }) => rssBytes),
        replicas: own.length,
      },
    ];
  });
};

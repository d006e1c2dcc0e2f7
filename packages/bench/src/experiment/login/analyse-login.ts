// From the records of a run to the figures of the login experiment: pure, so that an old run can be analysed again.
import type { LoginFloodRecord, LoginOperationRecord, LoginRecord } from '../../result/login-record.ts';
import {
  type CapacityRow,
  type FloodRow,
  LOGIN_OPERATIONS,
  type LoginResult,
  type OperationRow,
} from '../../result/login-result.ts';
import { type Interval, mapInterval } from '../../stats/interval.ts';
import { meanInterval } from '../../stats/mean-interval.ts';
import { spreadOf } from '../../stats/spread.ts';
import type { TargetName } from '../../target/target-name.ts';
import { wrongAnswersOf } from './run-operation.ts';

/** @throws {TypeError} on fewer than two invocations: their figures would have no interval */
export const analyseLogin = (records: readonly LoginRecord[]): LoginResult => {
  const operations = records.filter((record) => record.type === 'login-operation');
  const floods = records.filter((record) => record.type === 'login-flood');
  return {
    operations: groups(
      operations,
      ({ target, operation, loginSessions, hashing }) => `${target} ${operation} ${loginSessions} ${hashing}`,
    )
      .map(operationRow)
      .toSorted((left, right) => placeOf(left) - placeOf(right)),
    capacity: groups(floods, ({ target }) => target).flatMap((own) => capacityRow(own[0].target, operations, own)),
    flood: groups(floods, ({ target, phase }) => `${target} ${phase}`).map(floodRow),
    wrongAnswers: sum(operations, ({ outcome }) => wrongAnswersOf(outcome)),
  };
};

/** The invocations did them in different orders. */
const placeOf = ({ operation, hashing, loginSessions = 0 }: OperationRow): number =>
  LOGIN_OPERATIONS.indexOf(operation) * 10_000 + loginSessions + (hashing === 'cheap' ? 1 : 0);

type Group<Item> = readonly [Item, ...Item[]];

const groups = <Item>(items: readonly Item[], key: (item: Item) => string): Group<Item>[] =>
  [...Map.groupBy(items, key).values()].map((group) => group as [Item, ...Item[]]);

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

/** Of what is above 0 and scatters by a factor; few invocations would else give bounds below nothing. */
const geometricInterval = (values: readonly number[]): Interval =>
  mapInterval(meanInterval(values.map(Math.log)), Math.exp);

const operationRow = (own: Group<LoginOperationRecord>): OperationRow => {
  const [{ target, operation, loginSessions, hashing, ratePerSec }] = own;
  const requests = sum(own, ({ outcome }) => outcome.completed);
  return {
    target,
    operation,
    ...(loginSessions === undefined ? {} : { loginSessions }),
    ...(hashing === undefined ? {} : { hashing }),
    ratePerSec,
    invocations: own.length,
    requests,
    cpuUs: geometricInterval(own.map(({ appCpuUs, outcome }) => appCpuUs / outcome.completed)),
    redisCpuUs: meanInterval(own.map(({ redisCpuUs, outcome }) => redisCpuUs / outcome.completed)),
    redisCommands: commandsPerRequest(own, requests),
    bytesIn: sum(own, ({ bytesIn }) => bytesIn) / requests,
    bytesOut: sum(own, ({ bytesOut }) => bytesOut) / requests,
  };
};

const commandsPerRequest = (own: Group<LoginOperationRecord>, requests: number): Record<string, number> => {
  const names = [...new Set(own.flatMap(({ redisCommands }) => Object.keys(redisCommands)))].toSorted();
  return Object.fromEntries(
    names.map((name) => [name, sum(own, ({ redisCommands }) => redisCommands[name] ?? 0) / requests]),
  );
};

const US_PER_SECOND = 1e6;

const capacityRow = (
  target: TargetName,
  operations: readonly LoginOperationRecord[],
  floods: Group<LoginFloodRecord>,
): CapacityRow[] => {
  const hashed = operations.filter((record) => record.target === target && record.hashing === 'production');
  const during = floods.filter(({ phase }) => phase === 'during');
  if (hashed.length < 2 || during.length < 2) return [];
  return [
    {
      target,
      loginsPerCoreSecond: geometricInterval(
        hashed.map(({ appCpuUs, outcome }) => (US_PER_SECOND * outcome.completed) / appCpuUs),
      ),
      loginsPerSecondInFlood: geometricInterval(
        during.map(({ logins, durationMs }) => ((logins?.statuses['200'] ?? 0) * 1000) / durationMs),
      ),
    },
  ];
};

const floodRow = (own: Group<LoginFloodRecord>): FloodRow => {
  const [{ target, phase, mePerSec, loginsPerSec }] = own;
  return {
    target,
    phase,
    mePerSec,
    loginsPerSec,
    invocations: own.length,
    meRequests: sum(own, ({ me }) => me.offered),
    meErrors: sum(own, ({ me }) => wrongAnswersOf(me)),
    meP50Ms: spreadOf(own.map(({ me }) => me.latency.p50Us / 1000)),
    meP99Ms: spreadOf(own.map(({ me }) => me.latency.p99Us / 1000)),
    loginAnswers: answersOf(own),
    coresUsed: spreadOf(own.map(({ appCpuUs, durationMs }) => appCpuUs / 1000 / durationMs)),
  };
};

const answersOf = (own: Group<LoginFloodRecord>): Record<string, number> => {
  const outcomes = own.flatMap(({ logins }) => logins ?? []);
  const statuses = [...new Set(outcomes.flatMap(({ statuses: seen }) => Object.keys(seen)))].toSorted();
  const unanswered = sum(outcomes, ({ offered, completed }) => offered - completed);
  return {
    ...Object.fromEntries(statuses.map((status) => [status, sum(outcomes, ({ statuses: seen }) => seen[status] ?? 0)])),
    ...(unanswered === 0 ? {} : { 0: unanswered }),
  };
};

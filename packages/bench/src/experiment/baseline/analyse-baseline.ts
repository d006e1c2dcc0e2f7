// From the records to facts with their intervals: pure, so that an old run can be analysed again.
import type { BaselineProfile } from '../../profile/baseline-profile.ts';
import type {
  BaselineRecord,
  CopyRecord,
  HangRecord,
  LogoutRaceRecord,
  PlantingRecord,
} from '../../result/baseline-record.ts';
import type { BaselineResult, CopyRow, HangRow, PlantingRow, RaceRow } from '../../result/baseline-result.ts';
import { proportionInterval } from '../../stats/proportion-interval.ts';
import { spreadOf } from '../../stats/spread.ts';
import { checkHistory } from '../revocation/check-history.ts';
import type { Subject } from './subjects.ts';
import { watchMs } from './watch-copies.ts';

export interface BaselineContext {
  readonly subjects: readonly Subject[];
  readonly profile: BaselineProfile;
}

export const analyseBaseline = (records: readonly BaselineRecord[], context: BaselineContext): BaselineResult => ({
  races: groups(
    records.filter((record) => record.type === 'baseline-race'),
    ({ target, racer }) => `${racer} ${target}`,
  ).map((own) => raceRow(own, context)),
  hangs: groups(
    records.filter((record) => record.type === 'baseline-hang'),
    ({ target }) => target,
  ).map((own) => hangRow(own, context)),
  copies: groups(
    records.filter((record) => record.type === 'baseline-copy'),
    ({ target, event }) => `${event} ${target}`,
  ).map((own) => copyRow(own, context)),
  plantings: groups(
    records.filter((record) => record.type === 'baseline-planting'),
    ({ target }) => target,
  ).map(plantingRow),
});

type Group<Item> = readonly [Item, ...Item[]];

const groups = <Item>(items: readonly Item[], key: (item: Item) => string): Group<Item>[] =>
  [...Map.groupBy(items, key).values()].map((group) => group as [Item, ...Item[]]);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const raceRow = (own: Group<LogoutRaceRecord>, { profile }: BaselineContext): RaceRow => {
  const [{ target, racer }] = own;
  const revived = own.filter(({ statusAfter }) => statusAfter === 200).length;
  return {
    target,
    racer,
    rounds: own.length,
    inFlight: profile.races.inFlight,
    accepted: sum(own.map(({ accepted }) => accepted)),
    refused: sum(own.map(({ refused }) => refused)),
    revived,
    revivedShare: proportionInterval(revived, own.length),
  };
};

const hangRow = (own: Group<HangRecord>, { profile }: BaselineContext): HangRow => {
  const answers = own.flatMap((record) => record.answers);
  const answered = answers.filter(({ status }) => status !== undefined);
  const healed = own.flatMap(({ healedMs }) => healedMs ?? []);
  const hung = own.filter((record) => record.answers.some(({ status }) => status === undefined)).length;
  return {
    target: own[0].target,
    rounds: own.length,
    requests: answers.length,
    waitMs: profile.hangs.waitMs,
    answers: Object.fromEntries(
      [...Map.groupBy(answered, ({ status }) => String(status))].map(([status, all]) => [status, all.length]),
    ),
    ...(answered.length === 0 ? {} : { answerMs: spreadOf(answered.map(({ ms }) => ms)) }),
    unanswered: answers.length - answered.length,
    hung,
    hungShare: proportionInterval(hung, own.length),
    healed: healed.length,
    ...(healed.length === 0 ? {} : { healedMs: spreadOf(healed) }),
  };
};

const copyRow = (own: Group<CopyRecord>, { subjects, profile }: BaselineContext): CopyRow => {
  const [{ target, event }] = own;
  const isBounded = subjects.find((subject) => subject.target === target)?.isBounded ?? false;
  const findings = own.map(({ probes }) =>
    checkHistory(
      probes.map(([startMs, endMs, status]) => ({ startMs, endMs, ...(status === 0 ? {} : { status }) })),
      0,
    ),
  );
  const stale = findings.filter(({ staleAccepts }) => staleAccepts > 0).length;
  const refusals = findings.flatMap(({ lagUpperMs }) => lagUpperMs ?? []);
  return {
    target,
    event,
    trials: own.length,
    stale,
    staleShare: proportionInterval(stale, own.length),
    accepted: spreadOf(findings.map(({ staleAccepts }) => staleAccepts)),
    lastAcceptMs: spreadOf(findings.map(({ lagMs }) => lagMs)),
    ...(refusals.length === 0 ? {} : { firstRefusalMs: spreadOf(refusals) }),
    neverRefused: own.length - refusals.length,
    watchedMs: watchMs({ isBounded }, profile),
    ...(isBounded ? { lifetimeSeconds: profile.lifetimeSeconds } : {}),
  };
};

const plantingRow = (own: Group<PlantingRecord>): PlantingRow => {
  const fixed = own.filter(({ opens }) => opens === 'victim').length;
  return { target: own[0].target, rounds: own.length, fixed, fixedShare: proportionInterval(fixed, own.length) };
};

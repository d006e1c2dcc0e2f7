// The findings of the outage experiment in words: who went on serving without Redis, and what came back to life.
import { breaksBound, losesData } from '../result/judge-outage.ts';
import type { OutageResult, OutageRow } from '../result/outage-result.ts';
import { duration, percent } from './figure.ts';
import { leftOutText } from './section/left-out-text.ts';
import { FAULT_TEXTS } from './section/fault-text.ts';
import { failuresOf, sumOf } from './section/outage-text.ts';

export const outageSentences = (outage: OutageResult | undefined): string[] =>
  outage === undefined ? [] : [...serviceSentence(outage), ...revokedSentence(outage), ...leftOutSentence(outage)];

const leftOutSentence = (outage: OutageResult): string[] =>
  outage.leftOut.length === 0 ? [] : [leftOutText(outage).trim()];

const serviceSentence = ({ rows }: OutageResult): string[] => {
  const dead = rows.filter(({ fault }) => fault === 'refused');
  const [first] = dead;
  if (first === undefined) return [];
  const served = dead.filter((row) => failuresOf(row) === '');
  const others = dead.filter((row) => !served.includes(row));
  const parts = [
    ...(served.length === 0 ? [] : [`${listed(served.map(({ target }) => target))} served all`]),
    ...others.map((row) => `${row.target} refused ${percent(1 - row.during.accepted / sumOf(row.during))}`),
  ];
  const seconds = duration(first.lastedMs.median);
  return [`Of the requests that logged-in users sent while Redis was dead for ${seconds}, ${listed(parts)}.`];
};

const revokedSentence = ({ rows }: OutageResult): string[] => {
  const revived = rows.filter(({ victims }) => victims.revived > 0);
  const broken = rows.filter((row) => breaksBound(row) && !losesData(row));
  const outlived = rows.filter((row) => breaksBound(row) && losesData(row) && !revived.includes(row));
  return [
    ...(revived.length === 0
      ? ['Under no fault did a revoked credential come back to life after it had been refused.']
      : [`Revoked credentials came back to life with ${listed(namesOf(revived))}.`]),
    ...(outlived.length === 0
      ? []
      : [`Redis lost acknowledged logouts, and the credentials lived on, with ${listed(namesOf(outlived))}.`]),
    ...(broken.length === 0
      ? []
      : [
          `Beyond its promise, without any loss of data, a revoked credential was accepted by ${listed(namesOf(broken))}.`,
        ]),
  ];
};

/** Such as `jwt/denylist (failover, eviction)`. */
export const namesOf = (rows: readonly OutageRow[]): string[] =>
  [...Map.groupBy(rows, ({ target }) => target)].map(
    ([target, own]) => `${target} (${own.map(({ fault }) => FAULT_TEXTS[fault].short).join(', ')})`,
  );

const listed = (parts: readonly string[]): string => new Intl.ListFormat('en').format(parts);

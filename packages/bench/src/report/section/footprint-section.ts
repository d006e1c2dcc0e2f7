// What a login session takes: bytes on the wire, memory of Redis and of a replica, and what a full store costs.
import type { Footprint, MemoryCheckRow, MemoryRow, ReplicaMemoryRow, WireRow } from '../../result/footprint-result.ts';
import type { Summary } from '../../result/summary.ts';
import { memoryChart, memoryChartHeight } from '../chart/memory-chart.ts';
import { wireChart, wireChartHeight } from '../chart/wire-chart.ts';
import { figureWithInterval } from '../figure.ts';
import type { ReportSection, ReportTable } from '../section.ts';
import { fullStoreSections } from './full-store-section.ts';

export const footprintSections = ({ experiments: { footprint } }: Summary): ReportSection[] =>
  footprint === undefined
    ? []
    : [
        ...(footprint.wire.length === 0 ? [] : [wireSection(footprint)]),
        ...(footprint.memory.length === 0 ? [] : [memorySection(footprint)]),
        ...fullStoreSections(footprint),
        ...(footprint.replicaMemory.length === 0 ? [] : [replicaSection(footprint.replicaMemory)]),
      ];

const wireSection = (footprint: Footprint): ReportSection => ({
  title: 'Bytes on the wire, and where claims end a scheme',
  note:
    'Real requests with so many bytes of claims in the token, the session or the cookie. Browsers drop a cookie of more ' +
    'than 4096 bytes; Node answers 431 to headers of more than 16 KiB.',
  pictures: [
    {
      label: 'Bytes of one request against bytes of claims, with the limits of cookies and of headers',
      caption: `${endings(footprint.wire)} What is kept in the store does not travel. Diamond: sent, and of no use.`,
      draw: (size) => ({ option: wireChart(footprint, size), height: wireChartHeight(footprint, size) }),
    },
  ],
  table: wireTable(footprint.wire),
});

const OUTCOMES: Readonly<Record<WireRow['outcome'], string>> = {
  works: 'works',
  'cookie-dropped': 'no browser keeps the cookie',
  'login-fails': 'the login fails',
  refused: 'the request is refused',
};

/** One sentence for each target that does not work with all claims. */
const endings = (rows: readonly WireRow[]): string =>
  rows
    .filter(
      ({ target, outcome }, at) =>
        outcome !== 'works' && rows.findIndex((row) => row.target === target && row.outcome !== 'works') === at,
    )
    .map(
      ({ target, claimsBytes, outcome }) => `With ${target}, ${OUTCOMES[outcome]} at ${claimsBytes} bytes of claims.`,
    )
    .join(' ');

const wireTable = (rows: readonly WireRow[]): ReportTable => ({
  head: ['target', 'claims', 'credential', 'request / answer', 'login / answer', 'outcome'],
  rows: rows.map((row) => [
    row.target,
    String(row.claimsBytes),
    row.credentialBytes === undefined ? '-' : String(row.credentialBytes),
    row.bytesInPerRequest === undefined
      ? '-'
      : `${row.bytesInPerRequest.toFixed(0)} / ${(row.bytesOutPerRequest ?? 0).toFixed(0)}`,
    `${row.loginBytesIn} / ${row.loginBytesOut}`,
    row.outcome === 'works' ? 'works' : `${OUTCOMES[row.outcome]} (${row.status ?? row.loginStatus})`,
  ]),
});

const memorySection = (footprint: Footprint): ReportSection => ({
  title: 'Memory of Redis for each login session',
  note:
    'Slope of used_memory over a doubling of the login sessions, with the index of its user. Copies are the keys that ' +
    'real logins wrote, under fresh ids of the same length; with session/tracked, Redis also remembers who has read them.',
  pictures: [
    {
      label: 'Memory of Redis against login sessions, both logarithmic',
      caption: 'Memory grows in step with the login sessions: a straight line. Hollow: real logins; filled: copies.',
      draw: (size) => ({ option: memoryChart(footprint, size), height: memoryChartHeight(footprint, size) }),
    },
  ],
  table: {
    head: ['target', 'real logins, bytes each', 'copies, bytes each', 'of that, index', 'copies / logins'],
    rows: footprint.memoryChecks.map((check) => memoryCells(check, footprint)),
  },
});

/** Every size is in the picture and in summary.json; here stand the first and the last. */
const memoryCells = (check: MemoryCheckRow, { memory }: Footprint): string[] => {
  const { target, claimsBytes, indexBytesPerLoginSession: index, copiesOverLogins } = check;
  const rows = memory.filter((row) => row.target === target && row.claimsBytes === claimsBytes);
  const ofKind = (source: MemoryRow['source']): string => {
    const row = rows.findLast((one) => one.source === source);
    return row === undefined
      ? ''
      : `${figureWithInterval(row.bytesPerLoginSession)} up to ${row.loginSessions.toLocaleString('en')}`;
  };
  return [
    claimsBytes === 0 ? target : `${target}, ${claimsBytes} bytes of claims`,
    ofKind('logins'),
    ofKind('copies'),
    index === undefined ? 'none' : figureWithInterval(index),
    figureWithInterval(copiesOverLogins),
  ];
};

const KINDS: Readonly<Record<ReplicaMemoryRow['kind'], string>> = {
  served: 'login sessions served',
  revoked: 'revocations remembered',
};

const BYTES_PER_MB = 1e6;

const replicaSection = (rows: readonly ReplicaMemoryRow[]): ReportSection => ({
  title: 'Memory of a replica',
  note:
    'Slope of the heap after a collection of garbage. A served login session leaves what the strategy remembers of it: ' +
    'when it was last seen, a copy of it, or its verified token.',
  pictures: [],
  table: {
    head: ['target', 'what', 'entries', 'bytes each', 'whole process, MB'],
    rows: rows.map((row) => [
      row.target,
      KINDS[row.kind],
      row.entries.toLocaleString('en'),
      figureWithInterval(row.bytesPerEntry),
      (row.rssBytes.value / BYTES_PER_MB).toFixed(0),
    ]),
  },
});

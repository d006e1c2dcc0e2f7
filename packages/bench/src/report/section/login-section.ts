// What the operations around a login cost, and what a flood of logins does to everybody else.
import type { CapacityRow, FloodRow, LoginResult, OperationRow } from '../../result/login-result.ts';
import type { Summary } from '../../result/summary.ts';
import { floodChart, floodChartHeight } from '../chart/flood-chart.ts';
import { operationChart, operationChartHeight } from '../chart/operation-chart.ts';
import { duration, figure, figureWithInterval } from '../figure.ts';
import type { ReportSection } from '../section.ts';

export const loginSections = ({ experiments: { login } }: Summary): ReportSection[] =>
  login === undefined
    ? []
    : [
        ...(login.operations.length === 0 ? [] : [operationSection(login)]),
        ...(login.flood.length === 0 ? [] : [floodSection(login)]),
      ];

const operationSection = (login: LoginResult): ReportSection => ({
  title: 'What logging in and out costs',
  note:
    'CPU per operation, of the API and of Redis. A login is shown with the production password hash and with next to ' +
    'none: the second is what it costs besides hashing. Redis commands are exact; those inside a script count too.',
  pictures: [
    {
      label: 'CPU of the API and of Redis per operation, without password hashing',
      caption: `Without password hashing. ${capacitySentence(login.capacity)}`,
      draw: (size) => ({ option: operationChart(login, size), height: operationChartHeight(login, size) }),
    },
  ],
  table: {
    head: ['target', 'operation', 'CPU of the API, us', 'CPU of Redis, us', 'Redis commands', 'bytes in / out'],
    rows: login.operations.map((row) => [
      row.target,
      nameOf(row),
      figureWithInterval(row.cpuUs),
      figureWithInterval(row.redisCpuUs),
      commandsOf(row),
      `${row.bytesIn.toFixed(0)} / ${row.bytesOut.toFixed(0)}`,
    ]),
  },
});

const nameOf = ({ operation, loginSessions, hashing }: OperationRow): string => {
  if (operation === 'login') return hashing === 'production' ? 'login' : 'login, besides hashing';
  return loginSessions === undefined
    ? operation
    : `${operation}, ${loginSessions} ${loginSessions === 1 ? 'login' : 'logins'}`;
};

const commandsOf = ({ redisCommands }: OperationRow): string =>
  Object.entries(redisCommands)
    .map(([name, count]) => `${figure(count).replace(/\.0+$/u, '')} ${name}`)
    .join(', ') || 'none';

const capacitySentence = (rows: readonly CapacityRow[]): string => {
  const figures = rows.map(({ target, loginsPerCoreSecond: logins }) => `${target} ${figureWithInterval(logins)}`);
  return figures.length === 0 ? '' : `With the production hash, one core takes, in logins/s: ${figures.join(', ')}.`;
};

const floodSection = (login: LoginResult): ReportSection => ({
  title: 'What a flood of logins does to others',
  note:
    'GET /me at a steady rate on the same process, before and during more logins than it can hash: beyond its queue it ' +
    'answers 503. Times from the intended start; the middle of the rounds, and their ends.',
  pictures: [
    {
      label: 'Latency of GET /me before and during a flood of logins, by strategy',
      caption: `${floodSentence(login.flood)} Hollow: before; filled: during.`,
      draw: (size) => ({ option: floodChart(login, size), height: floodChartHeight(login, size) }),
    },
  ],
  table: {
    head: ['target', 'when', 'logins/s', 'GET /me: median', 'GET /me: 99 %', 'errors', 'logins answered', 'cores'],
    rows: login.flood.map((row) => [
      row.target,
      row.phase,
      String(row.loginsPerSec),
      spread(row.meP50Ms),
      spread(row.meP99Ms),
      `${row.meErrors} of ${row.meRequests}`,
      answersOf(row),
      figure(row.coresUsed.median),
    ]),
  },
});

const floodSentence = (rows: readonly FloodRow[]): string => {
  const failed = rows
    .filter(({ phase }) => phase === 'during')
    .map(({ target, meErrors, meRequests }) => `${target} ${meErrors} of ${meRequests}`);
  return `Requests of others that failed meanwhile: ${failed.join(', ')}.`;
};

const spread = ({ median, min, max }: FloodRow['meP50Ms']): string =>
  `${duration(median)} (${duration(min)} to ${duration(max)})`;

const answersOf = ({ loginAnswers }: FloodRow): string =>
  Object.entries(loginAnswers)
    .map(([status, count]) => `${count} with ${status === '0' ? 'nothing' : status}`)
    .join(', ') || '-';

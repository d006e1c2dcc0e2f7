// Whether a request costs more once there are very many login sessions.
import type { FlatRow, Footprint } from '../../result/footprint-result.ts';
import { figure, figureWithInterval } from '../figure.ts';
import type { ReportSection } from '../section.ts';

export const fullStoreSections = ({ flat }: Footprint): ReportSection[] => {
  const [first] = flat;
  if (first === undefined) return [];
  return [
    {
      title: 'What a request costs on a full store',
      note:
        `GET /me at ${first.ratePerSec} requests/s with ${first.loginSessions.toLocaleString('en')} live login sessions, ` +
        `against ${first.smallLoginSessions.toLocaleString('en')}. Two processes side by side; the store of one is filled ` +
        'meanwhile, so that what is peculiar to a process or to the hour cancels out.',
      pictures: [],
      table: {
        head: [
          'target',
          'times as much',
          'CPU, us, small',
          'CPU, us, full',
          'Redis commands, small',
          'Redis commands, full',
        ],
        rows: flat.map((row) => [
          row.target,
          figureWithInterval(row.cpuRatio),
          figureWithInterval(row.smallCpuUs),
          figureWithInterval(row.fullCpuUs),
          perRequest(row.smallRedisCommands, row),
          perRequest(row.fullRedisCommands, row),
        ]),
      },
    },
  ];
};

const perRequest = (commands: FlatRow['smallRedisCommands'], { requests }: FlatRow): string =>
  Object.entries(commands)
    .map(([name, calls]) => `${figure(calls / requests)} ${name}`)
    .join(', ') || 'none';

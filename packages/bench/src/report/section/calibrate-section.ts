// Whether the lab finds what is known.
import type { Summary } from '../../result/summary.ts';
import type { ReportSection } from '../section.ts';

export const calibrateSections = ({ experiments: { calibrate } }: Summary): ReportSection[] =>
  calibrate === undefined
    ? []
    : [
        {
          title: 'Does the lab find what is known?',
          note: 'Servers whose cost and faults were put in, measured as every other.',
          pictures: [],
          table: {
            head: ['check', 'put in', 'found', 'passed'],
            rows: calibrate.checks.map(({ name, known, found, passed }) => [name, known, found, passed ? 'yes' : 'NO']),
          },
        },
      ];

// What a real browser does with the credentials of both schemes: observed by `pnpm browser`, shown here.
import { isAsExpected, type ObservedFact } from '@authlab/browser';
import type { Summary } from '../../result/summary.ts';
import type { ReportSection } from '../section.ts';

/** Nothing where the facts were not observed before the run. */
export const browserSections = ({ browser: result }: Summary): ReportSection[] => {
  if (result === undefined) return [];
  const { browser, observedAt, facts } = result;
  const otherwise = facts.filter((fact) => !isAsExpected(fact)).length;
  return [
    {
      title: 'What the browser does with cookies and tokens',
      note:
        `Observed in ${browser.name} ${browser.version} on ${observedAt.slice(0, 10)}, against both APIs and small servers where an API ` +
        `cannot be made to do it; ${otherwise === 0 ? 'all' : `all but ${otherwise}`} of ${facts.length} facts are as the standards and the APIs promise, ` +
        'or of the kind that each browser decides for itself. Pages stand on localhost, which is one site on all its ports, and on ' +
        '127.0.0.1, which is another one. `pnpm browser` observes them again.',
      pictures: [],
      table: {
        head: ['question', 'what the browser did', 'how it was observed'],
        rows: facts.map((fact) => [fact.question, observedText(fact), fact.how]),
      },
      isLong: true,
    },
  ];
};

const observedText = (fact: ObservedFact): string => {
  if (fact.expected === undefined) return `${fact.observed} (each browser decides for itself)`;
  return isAsExpected(fact) ? fact.observed : `${fact.observed}; expected: ${fact.expected}`;
};

// The facts on a terminal, as plain lines.
import { type BrowserResult, isAsExpected, type ObservedFact } from './result/browser-result.ts';

export const factsText = ({ browser, facts }: BrowserResult): string => {
  const otherwise = facts.filter((fact) => !isAsExpected(fact));
  return [
    ...facts.flatMap(factLines),
    `${facts.length} facts about ${browser.name} ${browser.version}; ${otherwise.length} are not as expected.`,
    '',
  ].join('\n');
};

const factLines = (fact: ObservedFact): string[] => [
  fact.question,
  `  ${fact.observed}${fact.expected === undefined ? ' (each browser decides for itself)' : ''}`,
  ...(isAsExpected(fact) ? [] : [`  NOT AS EXPECTED: ${fact.expected}`]),
  '',
];

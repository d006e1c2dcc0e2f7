// What a thief gets with a stolen credential, what ends it, and who notices.
import type { TheftStory } from '../../result/theft-record.ts';
import type { TheftResult, TheftRow } from '../../result/theft-result.ts';
import type { Summary } from '../../result/summary.ts';
import { storyChart, storyChartHeight, type StoryPicture } from '../chart/story-chart.ts';
import type { ReportPicture, ReportSection } from '../section.ts';
import { STORY_TEXTS } from './story-text.ts';
import { acceptedText, afterEndText, findingsOf, noticedText, signalText } from './theft-text.ts';

export const theftSections = ({ experiments: { theft } }: Summary): ReportSection[] => {
  if (theft === undefined) return [];
  return [accessSection(theft), refreshSection(theft)].filter(({ table }) => (table?.rows.length ?? 0) > 0);
};

const REFRESH_STORIES: ReadonlySet<TheftStory> = new Set([
  'thief-refreshes-first',
  'victim-refreshes-first',
  'both-within-grace',
]);

const accessSection = (theft: TheftResult): ReportSection => {
  const rows = theft.rows.filter(({ story }) => !REFRESH_STORIES.has(story));
  return {
    title: 'A stolen session cookie or access token: what ends it',
    note:
      `A thief copies what the victim's device holds and sends ${theft.thiefPerSec} GET /me a second from another client, and to ` +
      `another replica unless only one knows the login. Lifetimes are short so that their end is seen: access tokens ${theft.accessTtlSeconds} s (300 s by default); where the ` +
      `victim is away, login sessions ${theft.idleSeconds} s idle and ${theft.absoluteSeconds} s in all (1,800 s and 12 h by ` +
      'default; refresh tokens 24 h and 30 days). Where only expiry ends a token, the thief keeps it for what is left of its lifetime, whatever that is.',
    pictures: picturesOf(rows, theft),
    table: {
      head: [
        'what happens',
        'strategy',
        'accepted after the theft',
        'of them after what ends the story',
        'what the victim could see',
      ],
      rows: rows.map((row) => [
        STORY_TEXTS[row.story].title,
        row.target,
        acceptedText(row),
        afterEndText(row),
        signalText(row),
      ]),
    },
  };
};

const refreshSection = (theft: TheftResult): ReportSection => {
  const rows = theft.rows.filter(({ story }) => REFRESH_STORIES.has(story));
  return {
    title: 'A stolen refresh token: who notices, and when',
    note:
      `Thief and victim refresh with copies of one token. Within ${theft.graceSeconds} s (10 s by default) the token before the current one is ` +
      'taken for a second tab; after that it is reuse, and the login session ends for both. An honest client refreshes when its access token ' +
      'ends, so by default the theft shows within 300 s of the first refresh, or when the victim comes back. What the thief then still ' +
      'holds is an access token.',
    pictures: picturesOf(rows, theft),
    table: {
      head: [
        'what happens',
        'strategy',
        'accepted after the theft',
        'the victim was signed out after',
        'of them after the reuse was found',
        'refreshes granted to the thief, all trials (after it)',
      ],
      rows: rows.map((row) => [
        STORY_TEXTS[row.story].title,
        row.target,
        acceptedText(row),
        noticedText(row),
        afterEndText(row),
        `${row.thiefRefreshes.granted} (${row.thiefRefreshes.grantedAfterEnd})`,
      ]),
    },
  };
};

/** Those that another one looks like stand in the table alone. */
const picturesOf = (rows: readonly TheftRow[], theft: TheftResult): ReportPicture[] =>
  [...Map.groupBy(rows, ({ story }) => story)].flatMap(([story, own]) =>
    STORY_TEXTS[story].isDrawn ? [pictureOf(story, own, theft)] : [],
  );

const SIGNS =
  'Dots: accepted; crosses: refused; triangles: refreshes, hollow where refused. Drawn is the middle one of the trials.';

const pictureOf = (story: TheftStory, rows: readonly TheftRow[], theft: TheftResult): ReportPicture => {
  const { title, ending, hasLimits } = STORY_TEXTS[story];
  const limits = [
    { name: 'idle time', seconds: theft.idleSeconds },
    { name: 'absolute end', seconds: theft.absoluteSeconds },
  ];
  const picture: StoryPicture = { rows, ending, limits: hasLimits ? limits : [] };
  return {
    label: `Timeline after the theft: ${title}`,
    caption: `${capitalised(title)}: ${findingsOf(rows)}. ${SIGNS}`,
    draw: (size) => ({ option: storyChart(picture, size), height: storyChartHeight(picture, size) }),
  };
};

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

// The stories of the theft experiment in words.
import type { TheftStory } from '../../result/theft-record.ts';

interface StoryText {
  readonly title: string;
  /** In a picture, beside the line of what ends the story. */
  readonly ending: string;
  /** Idle and absolute lifetimes are shown. */
  readonly hasLimits: boolean;
  readonly isDrawn: boolean;
}

const ENDED = { hasLimits: false, isDrawn: true } as const;
/** The picture would be that of the logout. */
const LIKE_LOGOUT = { hasLimits: false, isDrawn: false } as const;
const UNENDED = { ending: '', hasLimits: true, isDrawn: true } as const;

export const STORY_TEXTS: Readonly<Record<TheftStory, StoryText>> = {
  logout: { ...ENDED, title: 'the victim logs out', ending: 'logout' },
  'password-changed': { ...ENDED, title: 'the victim changes the password', ending: 'new password' },
  'device-removed': { ...LIKE_LOGOUT, title: 'the victim ends that device from another one', ending: 'device removed' },
  'logged-out-everywhere': {
    ...LIKE_LOGOUT,
    title: 'the victim logs out everywhere from another device',
    ending: 'logout everywhere',
  },
  'account-disabled': { ...LIKE_LOGOUT, title: 'an admin disables the account', ending: 'disabled' },
  silence: { ...UNENDED, title: 'the victim is away' },
  'silence-with-refresh': { ...UNENDED, title: 'the victim is away, and the thief refreshes' },
  'thief-refreshes-first': {
    ...ENDED,
    title: 'the thief refreshes first, the victim after the grace window',
    ending: 'reuse found',
  },
  'victim-refreshes-first': {
    ...ENDED,
    title: 'the victim refreshes first, the thief after the grace window',
    ending: 'reuse found',
  },
  'both-within-grace': {
    ...ENDED,
    title: 'both refresh within the grace window, and once more outside of it',
    ending: 'reuse found',
  },
};

// All stories by name.
import { schemeOf } from '@authlab/stack';
import type { Strategy } from '@authlab/contract';
import { THEFT_STORIES, type TheftStory } from '../../result/theft-record.ts';
import { bothWithinGrace, thiefRefreshesFirst, victimRefreshesFirst } from './refresh-story.ts';
import { accountDisabled, deviceRemoved, loggedOutEverywhere, logout, passwordChanged } from './revoking-story.ts';
import type { Story } from './scene.ts';
import { silence, silenceWithRefresh } from './silence-story.ts';

export const STORIES: Readonly<Record<TheftStory, Story>> = {
  logout,
  'password-changed': passwordChanged,
  'device-removed': deviceRemoved,
  'logged-out-everywhere': loggedOutEverywhere,
  'account-disabled': accountDisabled,
  silence,
  'silence-with-refresh': silenceWithRefresh,
  'thief-refreshes-first': thiefRefreshesFirst,
  'victim-refreshes-first': victimRefreshesFirst,
  'both-within-grace': bothWithinGrace,
};

/** Those that a strategy can be told in. */
export const storiesOf = (target: Strategy, lifetimes: Story['lifetimes']): TheftStory[] =>
  THEFT_STORIES.filter((name) => {
    const { only = schemeOf(target), ...story } = STORIES[name];
    return only === schemeOf(target) && story.lifetimes === lifetimes;
  });

// One full run is large enough for what is claimed from it.
import { abilities, type Strategy } from '@authlab/contract';
import { expect, it } from '@jest/globals';
import { REVOKING_EVENTS } from '../result/revocation-record.ts';
import { REVOCATION_PROFILES } from './revocation-profile.ts';

/** Only tokens are refreshed. */
const eventsOf = (target: Strategy): number => REVOKING_EVENTS.length - (target.startsWith('session/') ? 1 : 0);

it.each(['session/redis', 'session/tracked', 'jwt/denylist', 'jwt/pushed'] as const)(
  'revokes 1,000 credentials or more of %s in a full run',
  (target) => {
    expect(abilities[target].revokes).not.toBe('until-expiry');
    const counts = REVOCATION_PROFILES.full.settings.map(({ trials: { atOnce } }) => atOnce);
    const revocations = counts.map(({ logout, eachOther }) => logout + eachOther * (eventsOf(target) - 1));
    expect(revocations.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(1000);
  },
);

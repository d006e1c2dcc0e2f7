// Where refresh families live in Redis, and what is remembered of those that were revoked: one hash slot per user.
import { indexKey, memberKey, userTag } from '@authlab/api-kit';

const PREFIX = 'family';

/** The key of the index of a user's families. */
export const familiesOf = (userId: string): string => indexKey(PREFIX, userTag(userId));

/**
 * What is remembered against a token, in the order of reading: a key that exists while tokens of its login session, which
 * has ended, could still be presented; and one that holds its user's epoch limit as long as older tokens could.
 */
export const deniedKeys = ({
  sub,
  sid,
}: {
  readonly sub: string;
  readonly sid: string;
}): [sid: string, epoch: string] => {
  const tag = userTag(sub);
  return [memberKey(PREFIX, tag, `denied:${sid}`), memberKey(PREFIX, tag, 'epoch')];
};

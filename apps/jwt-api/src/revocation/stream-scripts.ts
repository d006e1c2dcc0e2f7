// The atomic steps on the stream of revocations: writing and trimming it, and telling whether somebody else has trimmed.
import { indexedScript, indexKey, noReply } from '@authlab/api-kit';

/** All of the stream's keys share one hash slot. */
export const STREAM = indexKey('family', 'revoked');

/** Counts in `ARGV[1] .. 'trimmed'` what it trims itself: what is gone beyond that was trimmed by somebody else. */
const publishRevoked = indexedScript(
  `redis.call('XADD', KEYS[1], '*', 'event', ARGV[2])
   local gone = redis.call('XTRIM', KEYS[1], 'MINID', '~', ARGV[3])
   if gone > 0 then redis.call('INCRBY', ARGV[1] .. 'trimmed', gone) end
   return 0`,
  noReply,
);

/** `newestId` is the highest id ever given; `foreignId` bounds the entries that somebody else has trimmed, if any. */
export interface StreamState {
  readonly newestId: string;
  readonly foreignId: string | undefined;
}

export const BEGINNING = '0-0';

/** ARGV: prefix. */
const stateOfStream = indexedScript(
  `if redis.call('EXISTS', KEYS[1]) == 0 then return {'${BEGINNING}', ''} end
   local reply, info = redis.call('XINFO', 'STREAM', KEYS[1]), {}
   for index = 1, #reply, 2 do info[reply[index]] = reply[index + 1] end
   local trimmed = tonumber(redis.call('GET', ARGV[1] .. 'trimmed') or '0')
   local newest = info['last-generated-id']
   if info['entries-added'] - info['length'] <= trimmed then return {newest, ''} end
   return {newest, info['length'] == 0 and newest or info['recorded-first-entry-id']}`,
  (reply): StreamState => {
    const [newestId, foreignId] = reply as [string, string];
    return { newestId, foreignId: foreignId === '' ? undefined : foreignId };
  },
);

export const streamScripts = { publishRevoked, stateOfStream };

export type StreamScripts = typeof streamScripts;

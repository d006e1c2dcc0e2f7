// The atomic steps in Redis: a refresh family (one login session) and its place in the user's index change together.
import { didSomething, indexedScript, LUA_LIMIT, noReply } from '@authlab/api-kit';

/** ARGV: prefix, sid, nowMs, idleMs, absoluteMs, max, ip, device. Begins a family; beyond `max` the oldest ends. */
const beginFamily = indexedScript(
  `${LUA_LIMIT}
   local key = ARGV[1] .. ARGV[2]
   local now = tonumber(ARGV[3])
   redis.call('HSET', key, 'n', 1, 'created', now, 'seen', now, 'rotated', now, 'ip', ARGV[7])
   if ARGV[8] ~= '' then redis.call('HSET', key, 'device', ARGV[8]) end
   redis.call('PEXPIREAT', key, math.min(now + tonumber(ARGV[4]), now + tonumber(ARGV[5])))
   redis.call('ZADD', KEYS[1], now, ARGV[2])
   redis.call('PEXPIREAT', KEYS[1], now + tonumber(ARGV[5]))
   limit(tonumber(ARGV[6]))
   return 0`,
  noReply,
);

/** What became of a refresh token; `n` is the counter of the token to hand out. */
export type Rotation =
  | { readonly state: 'rotated'; readonly n: number; readonly createdMs: number }
  | { readonly state: 'reused' }
  | { readonly state: 'ended' };

/**
 * ARGV: prefix, sid, n, nowMs, idleMs, absoluteMs, graceMs. The current token is rotated; the one before it, within the
 * grace window, gets the current one again (two tabs, a lost answer); anything older is reuse and ends the family.
 */
const rotateFamily = indexedScript(
  `local key = ARGV[1] .. ARGV[2]
   local family = redis.call('HMGET', key, 'n', 'created', 'rotated')
   if not family[1] then return {'ended'} end
   local presented, now = tonumber(ARGV[3]), tonumber(ARGV[4])
   local current, created, rotated = tonumber(family[1]), tonumber(family[2]), tonumber(family[3])
   if presented == current then
     current = current + 1
     redis.call('HSET', key, 'n', current, 'rotated', now)
   elseif presented ~= current - 1 or now - rotated > tonumber(ARGV[7]) then
     redis.call('UNLINK', key)
     redis.call('ZREM', KEYS[1], ARGV[2])
     return {'reused'}
   end
   redis.call('HSET', key, 'seen', now)
   redis.call('PEXPIREAT', key, math.min(now + tonumber(ARGV[5]), created + tonumber(ARGV[6])))
   return {'rotated', current, created}`,
  (reply): Rotation => {
    const [state, n, createdMs] = reply as [Rotation['state'], number, number];
    return state === 'rotated' ? { state, n, createdMs } : { state };
  },
);

/**
 * ARGV: prefix, new sid, old sid, nowMs, idleMs, absoluteMs. A new family goes on from an old one, with its facts and its
 * absolute end; no token of the old one is good any more. Nothing happens when the old one is gone.
 */
const replaceFamily = indexedScript(
  `local old, key = ARGV[1] .. ARGV[3], ARGV[1] .. ARGV[2]
   if redis.call('EXISTS', old) == 0 then return 0 end
   local now, created = tonumber(ARGV[4]), tonumber(redis.call('HGET', old, 'created'))
   redis.call('RENAME', old, key)
   redis.call('HSET', key, 'n', 1, 'seen', now, 'rotated', now)
   redis.call('PEXPIREAT', key, math.min(now + tonumber(ARGV[5]), created + tonumber(ARGV[6])))
   redis.call('ZREM', KEYS[1], ARGV[3])
   redis.call('ZADD', KEYS[1], created, ARGV[2])
   return 1`,
  didSomething,
);

/** ARGV: prefix, sid. */
const endFamily = indexedScript(
  `redis.call('ZREM', KEYS[1], ARGV[2])
   return redis.call('UNLINK', ARGV[1] .. ARGV[2])`,
  didSomething,
);

/** ARGV: prefix, sid to keep or ''. Ends every other family of the user. */
const endFamilies = indexedScript(
  `for _, sid in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
     if sid ~= ARGV[2] then
       redis.call('UNLINK', ARGV[1] .. sid)
       redis.call('ZREM', KEYS[1], sid)
     end
   end
   return 0`,
  noReply,
);

/** One live family as Redis lists it; instants in milliseconds since 1970. */
export interface ListedFamily {
  readonly sid: string;
  readonly createdMs: number;
  readonly seenMs: number;
  readonly ip: string;
  readonly device: string | undefined;
}

type Row = [sid: string, created: string, seen: string, ip: string, device: string | null];

/** ARGV: prefix. Gives each live family, newest first, and forgets the others. */
const listFamilies = indexedScript(
  `local found = {}
   for _, sid in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, -1)) do
     local row = redis.call('HMGET', ARGV[1] .. sid, 'created', 'seen', 'ip', 'device')
     if row[1] then
       found[#found + 1] = {sid, row[1], row[2], row[3], row[4]}
     else
       redis.call('ZREM', KEYS[1], sid)
     end
   end
   return found`,
  (reply): ListedFamily[] =>
    (reply as Row[]).map(([sid, created, seen, ip, device]) => ({
      sid,
      createdMs: Number(created),
      seenMs: Number(seen),
      ip,
      device: device ?? undefined,
    })),
);

export const refreshScripts = { beginFamily, rotateFamily, replaceFamily, endFamily, endFamilies, listFamilies };

export type RefreshScripts = typeof refreshScripts;

// The atomic steps in Redis: a refresh family (one login session), its place in the user's index and what is remembered of
// its end change together. In every script ARGV[1] is the prefix of the user's keys, ARGV[2] how long an end is remembered.
import { didSomething, indexedScript, LUA_LIMIT, noReply } from '@authlab/api-kit';
import { LUA_TIGHTEN } from '../revocation/epoch-limit.ts';

/** Access tokens of a login session that has ended are to be refused as long as there can be any; see `family-key`. */
const LUA_DENY = `
  local function deny(sid)
    if ARGV[2] ~= '0' then redis.call('SET', ARGV[1] .. 'denied:' .. sid, 1, 'PX', ARGV[2]) end
  end`;

const LUA_FINISH = `${LUA_DENY}
  local function finish(sid)
    redis.call('UNLINK', ARGV[1] .. sid)
    redis.call('ZREM', KEYS[1], sid)
    deny(sid)
  end`;

const LUA_LIMIT_EPOCH = `${LUA_TIGHTEN}
  local function limit_epoch(epoch, keep)
    if ARGV[2] == '0' then return end
    local key = ARGV[1] .. 'epoch'
    redis.call('SET', key, tighten(redis.call('GET', key), tonumber(epoch), keep), 'PX', ARGV[2])
  end`;

const sids = (reply: unknown): string[] => reply as string[];

/** ARGV: .., sid, nowMs, idleMs, absoluteMs, max, ip, device. Begins a family; beyond `max` the oldest end, and are given. */
const beginFamily = indexedScript(
  `${LUA_LIMIT} ${LUA_DENY}
   local key = ARGV[1] .. ARGV[3]
   local now = tonumber(ARGV[4])
   redis.call('HSET', key, 'n', 1, 'created', now, 'seen', now, 'rotated', now, 'ip', ARGV[8])
   if ARGV[9] ~= '' then redis.call('HSET', key, 'device', ARGV[9]) end
   redis.call('PEXPIREAT', key, math.min(now + tonumber(ARGV[5]), now + tonumber(ARGV[6])))
   redis.call('ZADD', KEYS[1], now, ARGV[3])
   redis.call('PEXPIRE', KEYS[1], tonumber(ARGV[5]) + tonumber(ARGV[6]))
   local ended = limit(tonumber(ARGV[7]), ARGV[3])
   for _, sid in ipairs(ended) do deny(sid) end
   return ended`,
  sids,
);

/** What became of a refresh token; `n` is the counter of the token to hand out. */
export type Rotation =
  | { readonly state: 'rotated'; readonly n: number; readonly createdMs: number }
  | { readonly state: 'reused' }
  | { readonly state: 'ended' };

/**
 * ARGV: .., sid, n, nowMs, idleMs, absoluteMs, graceMs. The current token is rotated; the one before it, within the grace
 * window, gets the current one again (two tabs, a lost answer); anything older is reuse and ends the family. Where the
 * family is gone, as at its absolute end, access tokens of it are refused too: who may not refresh has no login any more.
 */
const rotateFamily = indexedScript(
  `${LUA_FINISH}
   local key = ARGV[1] .. ARGV[3]
   local family = redis.call('HMGET', key, 'n', 'created', 'rotated')
   if not family[1] then
     mark()
     deny(ARGV[3])
     return {'ended'}
   end
   local presented, now = tonumber(ARGV[4]), tonumber(ARGV[5])
   local current, created, rotated = tonumber(family[1]), tonumber(family[2]), tonumber(family[3])
   if presented == current then
     current = current + 1
     redis.call('HSET', key, 'n', current, 'rotated', now)
   elseif presented ~= current - 1 or now - rotated > tonumber(ARGV[8]) then
     mark()
     finish(ARGV[3])
     return {'reused'}
   end
   redis.call('HSET', key, 'seen', now)
   redis.call('PEXPIREAT', key, math.min(now + tonumber(ARGV[6]), created + tonumber(ARGV[7])))
   return {'rotated', current, created}`,
  (reply): Rotation => {
    const [state, n, createdMs] = reply as [Rotation['state'], number, number];
    return state === 'rotated' ? { state, n, createdMs } : { state };
  },
  'itself',
);

/**
 * ARGV: .., new sid, old sid, nowMs, idleMs, absoluteMs. A new family goes on from an old one, with its facts and its
 * absolute end; no token of the old one is good any more. Nothing happens when the old one is gone.
 */
const replaceFamily = indexedScript(
  `${LUA_DENY}
   local old, key = ARGV[1] .. ARGV[4], ARGV[1] .. ARGV[3]
   if redis.call('EXISTS', old) == 0 then return 0 end
   local now, created = tonumber(ARGV[5]), tonumber(redis.call('HGET', old, 'created'))
   redis.call('RENAME', old, key)
   redis.call('HSET', key, 'n', 1, 'seen', now, 'rotated', now)
   redis.call('PEXPIREAT', key, math.min(now + tonumber(ARGV[6]), created + tonumber(ARGV[7])))
   redis.call('ZREM', KEYS[1], ARGV[4])
   redis.call('ZADD', KEYS[1], created, ARGV[3])
   deny(ARGV[4])
   return 1`,
  didSomething,
);

/** `remembered`: it had ended before, and its access tokens may still be about. */
type End = 'ended' | 'remembered' | 'unknown';

/**
 * ARGV: .., sid, 'any' or 'known'. Ends a family; with 'any', what is not there is remembered as ended too. Known is what
 * the index lists: other keys with the same beginning are not families.
 */
const endFamily = indexedScript(
  `${LUA_FINISH}
   local is_listed = redis.call('ZSCORE', KEYS[1], ARGV[3])
   if ARGV[4] == 'any' or (is_listed and redis.call('EXISTS', ARGV[1] .. ARGV[3]) == 1) then
     finish(ARGV[3])
     return 'ended'
   end
   redis.call('ZREM', KEYS[1], ARGV[3])
   return redis.call('EXISTS', ARGV[1] .. 'denied:' .. ARGV[3]) == 1 and 'remembered' or 'unknown'`,
  (reply) => reply as End,
);

/** ARGV: .., epoch, sid to keep or ''. Ends every other family of the user, and gives them. */
const endFamilies = indexedScript(
  `${LUA_FINISH} ${LUA_LIMIT_EPOCH}
   local ended = {}
   for _, sid in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
     if sid ~= ARGV[4] then
       finish(sid)
       ended[#ended + 1] = sid
     end
   end
   limit_epoch(ARGV[3], ARGV[4])
   return ended`,
  sids,
);

/** ARGV: .., epoch. Older access tokens are refused from now on; who holds a refresh token gets a new one. */
const limitEpoch = indexedScript(`${LUA_LIMIT_EPOCH} limit_epoch(ARGV[3], '') return 0`, noReply);

/** One live family as Redis lists it; instants in milliseconds since 1970. */
export interface ListedFamily {
  readonly sid: string;
  readonly createdMs: number;
  readonly seenMs: number;
  readonly ip: string;
  readonly device: string | undefined;
}

type Row = [sid: string, created: string, seen: string, ip: string, device: string | null];

/** ARGV: ... Gives each live family, newest first, and forgets the others. */
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

export const refreshScripts = {
  beginFamily,
  rotateFamily,
  replaceFamily,
  endFamily,
  endFamilies,
  limitEpoch,
  listFamilies,
};

export type RefreshScripts = typeof refreshScripts;

// The atomic steps in Redis: a session and its place in the user's index change together, on Redis Cluster too.
import { didSomething, indexedScript, noReply } from '@authlab/api-kit';

/** ARGV: prefix, member, value, nowMs, idleMs, indexMs, max. Stores a new session; beyond `max` the oldest goes. */
const createSession = indexedScript(
  `redis.call('SET', ARGV[1] .. ARGV[2], ARGV[3], 'PX', ARGV[5])
   redis.call('ZADD', KEYS[1], ARGV[4], ARGV[2])
   redis.call('PEXPIRE', KEYS[1], ARGV[6])
   local count = redis.call('ZCARD', KEYS[1])
   if count <= tonumber(ARGV[7]) then return 0 end
   for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
     if redis.call('EXISTS', ARGV[1] .. member) == 0 then
       redis.call('ZREM', KEYS[1], member)
       count = count - 1
     end
   end
   for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, count - tonumber(ARGV[7]) - 1)) do
     if count <= tonumber(ARGV[7]) then break end
     redis.call('UNLINK', ARGV[1] .. member)
     redis.call('ZREM', KEYS[1], member)
     count = count - 1
   end
   return 0`,
  noReply,
);

/** ARGV: prefix, member, json. Rewrites a session that still exists: what was destroyed never comes back. */
const updateSession = indexedScript(
  `local key = ARGV[1] .. ARGV[2]
   local old = redis.call('GET', key)
   if not old then return 0 end
   redis.call('SET', key, string.sub(old, 1, string.find(old, '|', 1, true)) .. ARGV[3], 'XX', 'KEEPTTL')
   return 1`,
  didSomething,
);

/** ARGV: prefix, member. */
const destroySession = indexedScript(
  `redis.call('ZREM', KEYS[1], ARGV[2])
   return redis.call('UNLINK', ARGV[1] .. ARGV[2])`,
  didSomething,
);

/** ARGV: prefix, member to keep or ''. Ends every other session of the user. */
const destroySessions = indexedScript(
  `for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
     if member ~= ARGV[2] then
       redis.call('UNLINK', ARGV[1] .. member)
       redis.call('ZREM', KEYS[1], member)
     end
   end
   return 0`,
  noReply,
);

/** One live session as Redis lists it. */
interface SessionRow {
  readonly member: string;
  readonly value: string;
  readonly expiresAtMs: number;
}

/** ARGV: prefix. Gives each live session, newest first, and forgets the others. */
const listSessions = indexedScript(
  `local found = {}
   for _, member in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, -1)) do
     local value = redis.call('GET', ARGV[1] .. member)
     if value then
       found[#found + 1] = {member, value, redis.call('PEXPIRETIME', ARGV[1] .. member)}
     else
       redis.call('ZREM', KEYS[1], member)
     end
   end
   return found`,
  (reply): SessionRow[] =>
    (reply as [string, string, number][]).map(([member, value, expiresAtMs]) => ({ member, value, expiresAtMs })),
);

/** ARGV: prefix, roles. Writes new roles before the JSON of every live session. */
const changeRoles = indexedScript(
  `for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
     local key = ARGV[1] .. member
     local old = redis.call('GET', key)
     if old then
       redis.call('SET', key, ARGV[2] .. string.sub(old, (string.find(old, '|', 1, true))), 'XX', 'KEEPTTL')
     end
   end
   return 0`,
  noReply,
);

export const sessionScripts = {
  createSession,
  updateSession,
  destroySession,
  destroySessions,
  listSessions,
  changeRoles,
};

export type SessionScripts = typeof sessionScripts;

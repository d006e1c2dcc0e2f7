// The atomic steps in Redis: a session and its place in the user's index change together, on Redis Cluster too.
import { didSomething, indexedScript, LUA_LIMIT } from '@authlab/api-kit';

/** One live session as Redis lists it. */
interface SessionRow {
  readonly member: string;
  readonly value: string;
  readonly expiresAtMs: number;
}

const members = (reply: unknown): string[] => reply as string[];

/** Needs `KEYS[1]`, prefix, member, value, createdAtMs, idleMs, indexMs as the first words. */
const STORE = `
  redis.call('SET', ARGV[1] .. ARGV[2], ARGV[3], 'PX', ARGV[5])
  redis.call('ZADD', KEYS[1], ARGV[4], ARGV[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[6])`;

const END = `
  local function finish(member)
    redis.call('UNLINK', ARGV[1] .. member)
    redis.call('ZREM', KEYS[1], member)
  end`;

/**
 * ARGV: prefix, member, value, createdAtMs, idleMs, indexMs, max. Stores a new session. Beyond `max` those that have
 * expired leave the index, then the oldest end; gives the ended members.
 */
const createSession = indexedScript(
  `${LUA_LIMIT} ${STORE}
  return limit(tonumber(ARGV[7]), ARGV[2])`,
  members,
);

/** The roles at the beginning of a stored session, with the bar behind them. */
const ROLES_OF = `
  local function roles_of(value)
    return string.sub(value, 1, (string.find(value, '|', 1, true)))
  end`;

/**
 * ARGV: prefix, member, value, createdAtMs, idleMs, indexMs, old member. The roles are those of the old session as it is
 * now: an admin may have just changed them. Nothing happens when the old one is gone.
 */
const replaceSession = indexedScript(
  `${END} ${ROLES_OF}
  local old = redis.call('GET', ARGV[1] .. ARGV[7])
  if not old then return 0 end
  finish(ARGV[7])
  ARGV[3] = roles_of(old) .. string.sub(ARGV[3], #roles_of(ARGV[3]) + 1)
  ${STORE}
  return 1`,
  didSomething,
);

/** ARGV: prefix, member, body. Rewrites a session that still exists: what was ended never comes back. */
const updateSession = indexedScript(
  `${ROLES_OF}
  local key = ARGV[1] .. ARGV[2]
  local old = redis.call('GET', key)
  if not old then return 0 end
  redis.call('SET', key, roles_of(old) .. ARGV[3], 'XX', 'KEEPTTL')
  return 1`,
  didSomething,
);

/** ARGV: prefix, member. */
const endSession = indexedScript(
  `redis.call('ZREM', KEYS[1], ARGV[2])
  return redis.call('UNLINK', ARGV[1] .. ARGV[2])`,
  didSomething,
);

/** ARGV: prefix, member to keep or ''. Ends every other session of the user; gives the ended members. */
const endSessions = indexedScript(
  `${END}
  local ended = {}
  for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    if member ~= ARGV[2] then
      finish(member)
      ended[#ended + 1] = member
    end
  end
  return ended`,
  members,
);

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

/** ARGV: prefix, roles. Writes new roles before the body of every live session; gives the changed members. */
const changeRoles = indexedScript(
  `local changed = {}
  for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    local key = ARGV[1] .. member
    local old = redis.call('GET', key)
    if old then
      redis.call('SET', key, ARGV[2] .. string.sub(old, (string.find(old, '|', 1, true))), 'XX', 'KEEPTTL')
      changed[#changed + 1] = member
    end
  end
  return changed`,
  members,
);

export const sessionScripts = {
  createSession,
  replaceSession,
  updateSession,
  endSession,
  endSessions,
  listSessions,
  changeRoles,
};

export type SessionScripts = typeof sessionScripts;

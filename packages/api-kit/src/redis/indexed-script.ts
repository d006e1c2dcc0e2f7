// Scripts over one user's keys: an index and what it lists, in one hash slot, so that each script is one atomic step.
import { defineScript } from 'redis';

interface Parser {
  pushKey(key: string): void;
  push(...words: string[]): void;
}

/** The index and, where somebody will ask whether the script has run on a server, the mark that it leaves there. */
export type ScriptKeys = readonly [index: string, mark?: string];

/** A script as node-redis takes it: called with the index's key and the words that follow the prefix. */
export interface IndexedScript<Reply> {
  readonly SCRIPT: string;
  readonly SHA1: string;
  parseCommand(parser: Parser, keys: string | ScriptKeys, ...words: string[]): void;
  transformReply(reply: unknown): Reply;
}

const INDEX = 'index';

/** The key of a user's index; the keys that it lists have the same beginning. */
export const indexKey = (prefix: string, tag: string): string => `${prefix}:{${tag}}:${INDEX}`;

/** The key of one member of a user's index. */
export const memberKey = (prefix: string, tag: string, member: string): string => `${prefix}:{${tag}}:${member}`;

/** The key of a mark, in the same slot as the index. */
export const markKey = (index: string, name: string): string => `${prefixOf(index)}fence:${name}`;

const prefixOf = (index: string): string => index.slice(0, -INDEX.length);

/** The mark lives long enough to be looked for, whatever the deadlines are; then Redis forgets it. */
const LUA_MARK = `local function mark()
    if KEYS[2] then redis.call('SET', KEYS[2], 1, 'PX', 600000) end
  end
  `;

/** `itself`: it calls `mark()` where it revokes, because most of its calls do not. */
export type Marking = 'always' | 'itself';

/**
 * A Lua script that node-redis sends by its digest, and whole only to a server that does not know it yet.
 * In it `KEYS[1]` is the index, `ARGV[1] .. member` the key of a member, and `ARGV[2]` onwards are the caller's words. The
 * index and whatever else a script keeps there have the same beginning: a word from outside must be known to be a member.
 *
 * @param read turns the reply into what the caller gets
 * @param marking when it leaves a mark, where it is called with one
 */
export const indexedScript = <Reply>(
  source: string,
  read: (reply: unknown) => Reply,
  marking: Marking = 'always',
): IndexedScript<Reply> =>
  defineScript({
    SCRIPT: `${LUA_MARK}${marking === 'always' ? 'mark() ' : ''}${source}`,
    parseCommand(parser: Parser, keys: string | ScriptKeys, ...words: string[]): void {
      const [index, ...marks] = typeof keys === 'string' ? ([keys] as const) : keys;
      parser.push(String(1 + marks.length));
      for (const key of [index, ...marks]) if (key !== undefined) parser.pushKey(key);
      parser.push(prefixOf(index), ...words);
    },
    transformReply: read,
  });

/**
 * Lua for the beginning of a script: `limit(max, new)` keeps at most `max` members. Those whose key has expired leave the
 * index, then the oldest end, but never the `new` one, whatever the clock of its process says; it gives the ended members.
 */
export const LUA_LIMIT = `
  local function limit(max, new)
    local excess = redis.call('ZCARD', KEYS[1]) - max
    if excess <= 0 then return {} end
    for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
      if redis.call('EXISTS', ARGV[1] .. member) == 0 then
        redis.call('ZREM', KEYS[1], member)
        excess = excess - 1
      end
    end
    if excess <= 0 then return {} end
    local ended = {}
    for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, excess)) do
      if #ended < excess and member ~= new then
        redis.call('UNLINK', ARGV[1] .. member)
        redis.call('ZREM', KEYS[1], member)
        ended[#ended + 1] = member
      end
    end
    return ended
  end`;

/** For scripts whose reply says nothing. */
export const noReply = (): void => undefined;

/** For scripts that answer 1 when they did something. */
export const didSomething = (reply: unknown): boolean => reply === 1;

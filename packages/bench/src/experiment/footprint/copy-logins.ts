// Makes login sessions by the hundred thousand: copies of what real logins wrote, under fresh ids of the same length.
import type { RedisStore } from '../../sample/redis-store.ts';
import type { LoginTemplate } from './login-template.ts';

export interface CopyOptions {
  readonly templates: readonly LoginTemplate[];
  /** Copies with these numbers; equal numbers and seeds give equal ids. */
  readonly from: number;
  readonly to: number;
  readonly seed: number;
  /** Reads each copy once, as the requests of a login session do: where connections are tracked, Redis remembers that. */
  readonly areRead?: boolean;
}

/** So many at a time, that Redis answers others in between. */
const BATCH = 1000;

/** ARGV: templates as JSON, first number, count, seed. Gives the names of what it writes, and writes it with the commands that the APIs' scripts use. */
const COPY = `
  local templates = cjson.decode(ARGV[1])
  local from, count, names = tonumber(ARGV[2]), tonumber(ARGV[3]), {}
  local function fresh(id, word)
    local text = redis.sha1hex(word)
    while #text < #id do text = text .. redis.sha1hex(text) end
    return string.sub(text, 1, #id)
  end
  for number = from, from + count - 1 do
    local template = templates[number % #templates + 1]
    local others = {}
    for at, id in ipairs(template.ids) do others[at] = fresh(id, ARGV[4] .. ':' .. number .. ':' .. at) end
    local function renamed(text)
      for at, id in ipairs(template.ids) do
        local first, last = string.find(text, id, 1, true)
        if first then text = string.sub(text, 1, first - 1) .. others[at] .. string.sub(text, last + 1) end
      end
      return text
    end
    for _, key in ipairs(template.keys) do
      local name, value = renamed(key.name), key.value
      if value.type == 'string' then
        redis.call('SET', name, value.text)
      elseif value.type == 'hash' then
        redis.call('HSET', name, unpack(value.fields))
      else
        for _, place in ipairs(value.members) do redis.call('ZADD', name, place.score, renamed(place.member)) end
      end
      if key.ttlMs > 0 then redis.call('PEXPIRE', name, key.ttlMs) end
      names[#names + 1] = name
    end
  end
  return names`;

/** @throws {TypeError} when there is nothing to copy */
export const copyLogins = async (store: RedisStore, options: CopyOptions): Promise<void> => {
  const { templates, from, to, seed, areRead = false } = options;
  if (templates.length === 0) throw new TypeError('no login is there to be copied');
  const text = JSON.stringify(templates);
  for (let start = from; start < to; start += BATCH) {
    const count = Math.min(BATCH, to - start);
    const names = await store.script(COPY, [text, String(start), String(count), String(seed)]);
    // Not in the script: Redis tracks what a connection asks for itself.
    if (areRead) await store.touch(names);
  }
};

// Makes revocations by the hundred thousand: copies of the stream entry that a real logout wrote, with fresh ids.
import type { RedisStore } from '../../sample/redis-store.ts';
import { TargetError } from '../../target/target-error.ts';

export interface RevocationCopyOptions {
  /** Copies with these numbers. */
  readonly from: number;
  readonly to: number;
  readonly seed: number;
}

/** Where `jwt/pushed` tells its replicas what was revoked. */
const STREAM = 'family:{revoked}:index';
const BATCH = 1000;

/** ARGV: the stream, the entry's fields as JSON, the id in it, first number, count, seed. */
const COPY = `
  local fields = cjson.decode(ARGV[2])
  for number = tonumber(ARGV[4]), tonumber(ARGV[4]) + tonumber(ARGV[5]) - 1 do
    local id = string.sub(redis.sha1hex(ARGV[6] .. ':' .. number), 1, #ARGV[3])
    local words = {}
    for _, field in ipairs(fields) do
      local first, last = string.find(field, ARGV[3], 1, true)
      if first then field = string.sub(field, 1, first - 1) .. id .. string.sub(field, last + 1) end
      words[#words + 1] = field
    end
    redis.call('XADD', ARGV[1], '*', unpack(words))
  end`;

/** Of one logout: exactly one login session. */
const REVOKED_ID = /"sids":\["(?<sid>[\w-]+)"\]/u;

/** @throws {TargetError} when there was no logout yet, or it wrote something else than one login session */
export const copyRevocations = async (store: RedisStore, { from, to, seed }: RevocationCopyOptions): Promise<void> => {
  const fields = Object.entries((await store.lastEntry(STREAM)) ?? {}).flat();
  const id = REVOKED_ID.exec(fields.join(' '))?.groups?.['sid'];
  if (id === undefined) throw new TargetError('no logout has told the replicas of one login session');
  for (let start = from; start < to; start += BATCH) {
    const count = Math.min(BATCH, to - start);
    await store.script(COPY, [STREAM, JSON.stringify(fields), id, String(start), String(count), String(seed)]);
  }
};

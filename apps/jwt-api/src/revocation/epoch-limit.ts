// What a row of epoch rules of one user leaves good: three facts, however many rules there were.

/**
 * A token is good if its epoch is at least `epoch`; or if it belongs to the login session `keep` and its epoch is at
 * least `floor`. An integer epoch, and not the time of issue: `iat` has a resolution of a second, so by time either a
 * stolen token would live on or the login right after the logout would die.
 */
export interface EpochLimit {
  readonly floor: number;
  readonly epoch: number;
  readonly keep: string;
}

/** `floor|epoch|keep`, as it stands in Redis. */
export const readEpochLimit = (text: string): EpochLimit => {
  const [floor, epoch, keep = ''] = text.split('|');
  return { floor: Number(floor), epoch: Number(epoch), keep };
};

/** Whatever order the rules arrive in, a token that one of them refuses is refused. */
export const tightened = (limit: EpochLimit | undefined, epoch: number, keep = ''): EpochLimit => {
  if (limit === undefined) return { floor: keep === '' ? epoch : 0, epoch, keep };
  const isSameKeep = keep === limit.keep;
  if (epoch > limit.epoch) return { floor: isSameKeep ? limit.floor : limit.epoch, epoch, keep };
  return isSameKeep ? limit : { ...limit, floor: Math.max(limit.floor, epoch) };
};

export const isBelow = (limit: EpochLimit, { epoch, sid }: { readonly epoch: number; readonly sid: string }): boolean =>
  epoch < limit.epoch && (sid !== limit.keep || epoch < limit.floor);

/** `tightened` in Lua: `tighten(old, epoch, keep)` gives the text of the new limit; `old` is its text, or false. */
export const LUA_TIGHTEN = `
  local function tighten(old, epoch, keep)
    if not old then
      return string.format('%d|%d|%s', keep == '' and epoch or 0, epoch, keep)
    end
    local floor, known, kept = string.match(old, '^(%d+)|(%d+)|(.*)$')
    floor, known = tonumber(floor), tonumber(known)
    if epoch > known then
      return string.format('%d|%d|%s', keep == kept and floor or known, epoch, keep)
    end
    if keep == kept then return old end
    return string.format('%d|%d|%s', math.max(floor, epoch), known, kept)
  end`;

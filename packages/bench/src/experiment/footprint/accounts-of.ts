// The users of a target: the strategies share one database, a comparator has its own users in each process.
import { type Account, registerAccounts } from '../../target/log-in.ts';
import type { Solo } from '../../target/open-solo.ts';
import { strategyOf } from '../../target/target-name.ts';

/** @param shared of the database, already registered */
export const accountsOf = async (
  { target, pool }: Solo,
  shared: readonly Account[],
  count: number,
): Promise<readonly Account[]> =>
  strategyOf(target) === undefined ? await registerAccounts(target, pool, count) : shared.slice(0, count);

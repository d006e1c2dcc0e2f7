// One keeper serves a whole process: it starts with the first lease and ends with the last.
import { Keeper } from './keeper.ts';

/** The right to use the keeper until disposed of. */
export type KeeperLease = Pick<Keeper, 'makeFolder' | 'guard' | 'unguard'> & AsyncDisposable;

interface SharedKeeper {
  readonly keeper: Promise<Keeper>;
  leases: number;
}

let shared: SharedKeeper | undefined;

/** @throws {Error} when the keeper cannot be started */
export const leaseKeeper = async (): Promise<KeeperLease> => {
  shared ??= { keeper: Keeper.start(), leases: 0 };
  const mine = shared;
  mine.leases += 1;
  try {
    const keeper = await mine.keeper;
    void keeper.ended.then(() => forget(mine));
    return leaseOf(keeper, async () => {
      mine.leases -= 1;
      if (mine.leases > 0) return;
      forget(mine);
      await keeper.close();
    });
  } catch (error) {
    forget(mine);
    throw error;
  }
};

const leaseOf = (keeper: Keeper, giveBack: () => Promise<void>): KeeperLease => {
  let returned: Promise<void> | undefined;
  return {
    makeFolder: async (name) => await keeper.makeFolder(name),
    guard: (pid) => keeper.guard(pid),
    unguard: (pid) => keeper.unguard(pid),
    [Symbol.asyncDispose]: async () => await (returned ??= giveBack()),
  };
};

const forget = (mine: SharedKeeper): void => {
  if (shared === mine) shared = undefined;
};

// The thief copies what the browser holds, in both schemes, and is told to stop.
import { steer } from '../control/steer.ts';
import { SCHEMES } from '../../protocol/scheme.ts';
import type { DemoStore } from '../model/demo-store.ts';

/** Where nobody is logged in there is nothing to steal. */
export const stealBoth = async (store: DemoStore, withRefreshToken: boolean): Promise<void> => {
  await Promise.all(
    SCHEMES.map(async (scheme) => {
      const userId = store.current().columns[scheme].login?.id;
      if (userId === undefined) return;
      await steer(store, 'steal', { scheme, userId, ...(scheme === 'jwt' ? { withRefreshToken } : {}) });
    }),
  );
};

export const stopThieves = async (store: DemoStore): Promise<void> => {
  const { state } = store.current();
  await Promise.all(
    SCHEMES.map(async (scheme) => {
      if (state?.apis[scheme].thief !== undefined) await steer(store, 'stopThief', { scheme });
    }),
  );
};

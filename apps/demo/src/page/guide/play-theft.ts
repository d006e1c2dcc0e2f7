// One whole round by itself: another strategy, log in, steal, let the thief work, log out.
import type { Strategy } from '@authlab/contract';
import { act } from '../action/act.ts';
import { wishFor } from '../action/wish-for.ts';
import { restartWith } from '../control/restart-with.ts';
import { SCHEMES } from '../../protocol/scheme.ts';
import type { DemoStore } from '../model/demo-store.ts';
import { stealBoth, stopThieves } from '../thief/steal-both.ts';
import type { OwnAction } from '../action/request-of.ts';

/** So long one sees the copy work before the logout. */
const WORK_MS = 3000;

/** Stops where something fails: the page shows what. */
export const playTheft = async (store: DemoStore, strategy: Strategy): Promise<void> => {
  const scheme = strategy.startsWith('jwt/') ? 'jwt' : 'session';
  await stopThieves(store);
  const { state } = store.current();
  if (state?.apis[scheme].strategy !== strategy && !(await restartWith(store, 'strategy', { scheme, strategy })))
    return;
  await onBoth(store, 'login');
  await stealBoth(store, false);
  await new Promise((resolve) => {
    setTimeout(resolve, WORK_MS);
  });
  await onBoth(store, 'logout');
};

const onBoth = async (store: DemoStore, action: OwnAction): Promise<void> => {
  const { state, columns } = store.current();
  if (state === undefined) return;
  const email = state.users[0]?.email ?? '';
  await Promise.all(SCHEMES.map((scheme) => act(store, scheme, action, wishFor(state, columns[scheme], { email }))));
};

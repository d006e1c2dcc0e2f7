// Asks both APIs who the browser is, to see what they answer now.
import { act } from '../action/act.ts';
import { wishFor } from '../action/wish-for.ts';
import { SCHEMES } from '../../protocol/scheme.ts';
import type { DemoStore } from '../model/demo-store.ts';

export const callMeOnBoth = (store: DemoStore): void => {
  const { state, columns } = store.current();
  if (state === undefined) return;
  for (const scheme of SCHEMES) void act(store, scheme, 'me', wishFor(state, columns[scheme], { email: '' }));
};

// Gives every component the page's one store.
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { DemoState } from '../../protocol/demo-state.ts';
import type { DemoStore } from '../model/demo-store.ts';
import type { Model } from '../model/model.ts';

const Context = createContext<DemoStore | undefined>(undefined);

export const DemoProvider = ({ store, children }: { readonly store: DemoStore; readonly children: ReactNode }) => (
  <Context value={store}>{children}</Context>
);

export const useStore = (): DemoStore => {
  const store = useContext(Context);
  if (store === undefined) throw new TypeError('there is no DemoProvider around this component');
  return store;
};

export const useModel = (): Model => {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, store.current);
};

/** Below the point where the page waits for the first state. */
export const useDemoState = (): DemoState => {
  const { state } = useModel();
  if (state === undefined) throw new TypeError('this component is shown before the first state has arrived');
  return state;
};

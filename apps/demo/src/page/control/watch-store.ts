// Looks at what the server holds of the visitor's user, whenever that may have changed.
import type { Scheme } from '@authlab/contract';
import { SCHEMES } from '../../protocol/scheme.ts';
import { storeViewSchema } from '../../protocol/store-view.ts';
import type { DemoStore } from '../model/demo-store.ts';
import { askControl } from './ask-control.ts';

const EVERY_MS = 4000;

/** @returns stops watching */
export const watchStore = (store: DemoStore): (() => void) => {
  const last = new Map<Scheme, string>();
  const look = (): void => {
    for (const scheme of SCHEMES) {
      const userId = userOf(store, scheme) ?? last.get(scheme);
      if (userId === undefined || document.hidden) continue;
      // Who has logged out is still interesting: what is left of him.
      last.set(scheme, userId);
      void lookAt(store, scheme, userId);
    }
  };
  let newest = newestExchanges(store);
  const unsubscribe = store.subscribe(() => {
    const now = newestExchanges(store);
    if (now === newest) return;
    newest = now;
    look();
  });
  const timer = setInterval(look, EVERY_MS);
  return () => {
    unsubscribe();
    clearInterval(timer);
  };
};

const userOf = (store: DemoStore, scheme: Scheme): string | undefined => store.current().columns[scheme].login?.id;

const newestExchanges = (store: DemoStore): string =>
  SCHEMES.map((scheme) => store.current().columns[scheme].exchanges[0]?.id ?? '').join();

const lookAt = async (store: DemoStore, scheme: Scheme, userId: string): Promise<void> => {
  const answer = await askControl('store', { scheme, userId }, storeViewSchema);
  if (answer.state === 'done') store.apply({ type: 'store', view: answer.body });
};

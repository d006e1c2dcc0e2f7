// Waits until the demo's server tells of an exchange; CORS may hide its answer from script, but not from the balancer.
import type { Scheme } from '@authlab/contract';
import type { Exchange } from '../../protocol/exchange.ts';
import type { DemoStore } from '../model/demo-store.ts';

const WAIT_MS = 5000;

/** @returns undefined when none came in time: the request was never sent */
export const awaitExchange = (
  store: DemoStore,
  scheme: Scheme,
  isWanted: (exchange: Exchange) => boolean,
): Promise<Exchange | undefined> =>
  new Promise((resolve) => {
    const look = (): void => {
      const found = store.current().columns[scheme].exchanges.find(isWanted);
      if (found !== undefined) end(found);
    };
    const end = (found: Exchange | undefined): void => {
      clearTimeout(timer);
      stop();
      resolve(found);
    };
    const timer = setTimeout(() => end(undefined), WAIT_MS);
    const stop = store.subscribe(look);
    look();
  });

export const hasCookie = ({ request }: Exchange): boolean => request.headers.some(({ name }) => name === 'cookie');

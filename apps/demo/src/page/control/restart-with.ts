// Starts the replicas of a scheme anew with another strategy or lifetime; a theft from before would prove nothing about it.
import type { Scheme } from '@authlab/contract';
import { SCHEMES } from '../../protocol/scheme.ts';
import type { DemoStore } from '../model/demo-store.ts';
import { steer } from './steer.ts';

/** @returns whether the server did it */
export const restartWith = async (
  store: DemoStore,
  change: 'strategy' | 'lifetimes',
  body: Readonly<Record<string, unknown>>,
): Promise<boolean> => {
  const { state } = store.current();
  const isMeant = (scheme: Scheme): boolean => body['scheme'] === undefined || body['scheme'] === scheme;
  const atWork = SCHEMES.filter((scheme) => isMeant(scheme) && state?.apis[scheme].thief !== undefined);
  await Promise.all(atWork.map((scheme) => steer(store, 'stopThief', { scheme })));
  return await steer(store, change, body);
};

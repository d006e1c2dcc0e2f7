// What has changed on the stage, in one sentence: strategies, faults, replicas, the balancer.
import type { ApiState, DemoState, ReplicaState } from '../../protocol/demo-state.ts';
import { SCHEMES } from '../../protocol/scheme.ts';

const NAMES = { session: 'session-api', jwt: 'jwt-api' } as const;

/** @returns nothing when nothing changed that a visitor would notice */
export const sayStage = (before: DemoState, now: DemoState): string | undefined =>
  sayFault(before, now) ??
  SCHEMES.map((scheme) => sayApi(NAMES[scheme], before.apis[scheme], now.apis[scheme])).find(
    (sentence) => sentence !== undefined,
  );

const FAULTS: Readonly<Record<DemoState['fault']['kind'], string>> = {
  none: 'Redis is healthy again.',
  slow: 'Redis is slow now: whoever asks it on each request pays for it on each request.',
  hang: 'Redis hangs: connections stay open and nothing answers, so the APIs must give up by themselves.',
  kill: 'Redis was killed, and what it held is lost: after healing it is empty.',
};

const sayFault = (before: DemoState, now: DemoState): string | undefined =>
  before.fault.kind === now.fault.kind ? undefined : FAULTS[now.fault.kind];

const sayApi = (name: string, before: ApiState, now: ApiState): string | undefined => {
  if (before.strategy !== now.strategy) return `${name} runs with ${now.strategy} now: its replicas are started anew.`;
  if (before.sticky !== now.sticky) return saySticky(name, now.sticky);
  const changed = now.replicas.find(({ status }, index) => status !== before.replicas[index]?.status);
  return changed === undefined ? undefined : sayReplica(name, changed, before.replicas[changed.index]?.status);
};

/** A restart of all of them, for another strategy, is no news of each. */
const sayReplica = (name: string, { index, status }: ReplicaState, before: ReplicaState['status'] | undefined) => {
  const replica = `Replica ${index + 1} of ${name}`;
  if (status === 'dead')
    return `${replica} is dead: the balancer notices with the next request, and tries another one.`;
  return before === 'dead' ? `${replica} is started again, and remembers nothing.` : undefined;
};

const saySticky = (name: string, isSticky: boolean): string =>
  isSticky
    ? `The balancer of ${name} keeps each browser on one replica as long as that lives.`
    : `The balancer of ${name} sends one request after the other to another replica.`;

// What is done to the replicas while the users go on asking.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReplicasProfile } from '../../profile/replicas-profile.ts';
import type { ReplicaEvent, ReplicasStory } from '../../result/replicas-record.ts';
import { REPLICAS, type ReplicasStage } from './replicas-stage.ts';

export interface Scene {
  readonly stage: ReplicasStage;
  readonly profile: ReplicasProfile;
  readonly note: (what: ReplicaEvent['what'], replica: number) => void;
  readonly signal: AbortSignal;
}

/** How soon it is seen that the balancer takes a replica into service. */
const POLL_MS = 20;
const IN_SERVICE_TIMEOUT_MS = 10_000;

/** Each resolves when nothing more will happen to the replicas. */
export const STORIES: Readonly<Record<ReplicasStory, (scene: Scene) => Promise<void>>> = {
  steady: async ({ profile, signal }) => await pause(profile.steadySeconds, signal),

  kill: async (scene) => {
    const { stage, profile, note, signal } = scene;
    await pause(profile.quietSeconds, signal);
    note('killed', 0);
    await stage.replicas[0]?.kill();
    note('ended', 0);
    await pause(profile.downSeconds, signal);
    await putAnother(0, scene);
    await pause(profile.quietSeconds, signal);
  },

  'rolling-restart': async (scene) => {
    const { stage, profile, note, signal } = scene;
    await pause(profile.quietSeconds, signal);
    for (let replica = 0; replica < REPLICAS; replica += 1) {
      note('terminated', replica);
      await stage.replicas[replica]?.stop();
      note('ended', replica);
      await putAnother(replica, scene);
    }
    await pause(profile.quietSeconds, signal);
  },
};

const pause = async (seconds: number, signal: AbortSignal): Promise<void> =>
  await sleep(seconds * 1000, undefined, { signal });

/** @throws {Error} when the balancer does not take it into service */
const putAnother = async (replica: number, { stage, note, signal }: Scene): Promise<void> => {
  const another = await stage.startAnother();
  stage.replicas[replica] = another;
  note('started', replica);
  await stage.balancer.replace(replica, another);
  const deadlineMs = performance.now() + IN_SERVICE_TIMEOUT_MS;
  while ((await stage.balancer.stats())[replica]?.isUp !== true) {
    if (performance.now() > deadlineMs)
      throw new Error(`the balancer does not take replica ${replica + 1} into service`);
    await sleep(POLL_MS, undefined, { signal });
  }
  note('in service', replica);
};

// One play as it is drawn: what each replica answered, moment by moment.
import type { BalancedRequest, PlayOutcome } from '../../result/replicas-record.ts';
import type { ReplicasTimeline } from '../../result/replicas-result.ts';
import { isRefused, isServed } from './judge-play.ts';

const BIN_MS = 200;

/** Requests count where they were sent; those that no replica answered have a lane of their own, the last. */
export const timelineOf = ({ requests, events }: PlayOutcome, replicas: number): ReplicasTimeline => {
  const beganMs = events[0]?.atMs ?? 0;
  // Bins begin with the event, so that none holds moments before and after it.
  const binsBefore = Math.ceil(beganMs / BIN_MS);
  const binOf = ([startMs]: BalancedRequest): number => Math.floor((startMs - beganMs) / BIN_MS) + binsBefore;
  const bins = Math.max(0, ...requests.map(binOf)) + 1;
  const lanes: [number, number, number][][] = Array.from({ length: replicas + 1 }, () =>
    Array.from({ length: bins }, () => [0, 0, 0]),
  );
  for (const request of requests) {
    const cell = lanes[request[4] ?? replicas]?.[binOf(request)];
    if (cell !== undefined) cell[kindOf(request)] += 1;
  }
  return {
    startMs: -binsBefore * BIN_MS,
    binMs: BIN_MS,
    lanes,
    events: events.map((event) => ({ ...event, atMs: event.atMs - beganMs })),
  };
};

const kindOf = (request: BalancedRequest): 0 | 1 | 2 => {
  if (isServed(request)) return 0;
  return isRefused(request) ? 1 : 2;
};

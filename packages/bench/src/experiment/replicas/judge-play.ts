// Decides from the recorded requests of one play who lost the login, what failed, and when everything was served again.
import type { BalancedRequest, PlayOutcome } from '../../result/replicas-record.ts';

export interface PlayFinding {
  /** Those who asked. */
  readonly users: number;
  /** Answered 401 at least once, although nobody had ended their login. */
  readonly lostUsers: number;
  readonly requests: number;
  readonly served: number;
  readonly refused: number;
  /** Neither served nor refused: by status, or by error code. */
  readonly failed: Readonly<Record<string, number>>;
  /** From the first event to the end of the last request that was not served, 0 if all were; absent if it never ended. */
  readonly normalAfterMs?: number;
  /** Requests that each replica answered. */
  readonly answeredBy: readonly number[];
}

const SERVED = 200;
const REFUSED = 401;

export const isServed = ([, , status]: BalancedRequest): boolean => status === SERVED;
export const isRefused = ([, , status]: BalancedRequest): boolean => status === REFUSED;

export const judgePlay = ({ requests, failures, events }: PlayOutcome): PlayFinding => {
  const byUser = Map.groupBy(requests, ([, , , user]) => user);
  const refused = requests.filter(isRefused);
  const unserved = requests.filter((request) => !isServed(request));
  const lastOfEach = [...byUser.values()].map(lastSent);
  const beganMs = events[0]?.atMs ?? 0;
  const wrong = unserved.filter((request) => !isRefused(request) && request[2] !== 0);
  return {
    users: byUser.size,
    lostUsers: new Set(refused.map(([, , , user]) => user)).size,
    requests: requests.length,
    served: requests.length - unserved.length,
    refused: refused.length,
    failed: { ...countBy(wrong, ([, , status]) => String(status)), ...failures },
    ...(lastOfEach.every(isServed)
      ? { normalAfterMs: Math.max(0, ...unserved.map(([, endMs]) => endMs - beganMs)) }
      : {}),
    answeredBy: answeredBy(requests),
  };
};

const lastSent = (requests: readonly BalancedRequest[]): BalancedRequest =>
  requests.reduce((last, request) => (request[0] > last[0] ? request : last));

const countBy = (requests: readonly BalancedRequest[], name: (request: BalancedRequest) => string) =>
  Object.fromEntries([...Map.groupBy(requests, name)].map(([key, own]) => [key, own.length]));

/** As many as the highest number of a replica asks for. */
const answeredBy = (requests: readonly BalancedRequest[]): number[] => {
  const byReplica = Map.groupBy(requests, ([, , , , replica = -1]) => replica);
  const count = Math.max(-1, ...byReplica.keys()) + 1;
  return Array.from({ length: count }, (_, replica) => byReplica.get(replica)?.length ?? 0);
};

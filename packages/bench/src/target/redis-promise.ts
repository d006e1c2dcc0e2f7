// What each target promises about Redis, and whether the counted commands keep it.
import { strategyOf, type TargetName } from './target-name.ts';
import { TARGETS } from './target-table.ts';

/** Sent behind the answer, so that the last of a block may be counted after its end. */
const BEHIND_THE_ANSWER = 'pexpireat';
const LATE_SHARE = 0.001;

/**
 * @param commands calls by name, over `requests` authenticated requests
 * @param credentials how many credentials were used: each login session of ours may be touched once beside its reads
 * @returns what breaks the promise, or undefined
 */
export const brokenRedisPromise = (
  target: TargetName,
  commands: Readonly<Record<string, number>>,
  { requests, credentials }: { readonly requests: number; readonly credentials: number },
): string | undefined => {
  const promised = Object.entries(TARGETS[target].redis).map(([name, calls]) => [name, calls * requests] as const);
  const isMissing = promised.some(([name, calls]) => (commands[name] ?? 0) < calls - lateCalls(name, calls));
  const extra = sum(Object.values(commands)) - sum(promised.map(([, calls]) => calls));
  const touches = strategyOf(target)?.startsWith('session/') === true ? credentials : 0;
  if (!isMissing && extra <= touches) return undefined;
  return `${requests} requests should cost ${listed(promised)} in Redis, but cost ${listed(Object.entries(commands))}`;
};

const lateCalls = (name: string, calls: number): number =>
  name === BEHIND_THE_ANSWER ? Math.floor(calls * LATE_SHARE) : 0;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const listed = (calls: readonly (readonly [name: string, calls: number])[]): string =>
  calls.map(([name, count]) => `${count} ${name}`).join(', ') || 'nothing';

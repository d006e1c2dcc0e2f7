// Redis stands still (SIGSTOP): its connections stay open, and nothing answers. What does a request get, and when?
import { setTimeout as sleep } from 'node:timers/promises';
import type { PreparedRequest } from '../../load/send-request.ts';
import type { BaselineProfile } from '../../profile/baseline-profile.ts';
import type { HangRecord } from '../../result/baseline-record.ts';
import { logIn, meRequest } from '../../target/log-in.ts';
import { ask, type AttackedSide } from './attacked-side.ts';

export interface HangOptions {
  readonly profile: BaselineProfile['hangs'];
  readonly signal: AbortSignal;
}

const HEALS_WITHIN_MS = 10_000;
const ANSWER_MS = 2000;
const POLL_MS = 20;

/** @throws {Error} when the login is not good while Redis is well */
export const hangRedis = async (side: AttackedSide, options: HangOptions): Promise<HangRecord[]> => {
  const records: HangRecord[] = [];
  for (let round = 0; round < options.profile.rounds; round += 1) {
    options.signal.throwIfAborted();
    records.push({ type: 'baseline-hang', target: side.target, round, ...(await hangOnce(side, options)) });
  }
  return records;
};

const hangOnce = async (
  side: AttackedSide,
  { profile, signal }: HangOptions,
): Promise<Pick<HangRecord, 'answers' | 'healedMs'>> => {
  const me = meRequest(await logIn(side.target, side.pool, side.victim));
  const { status } = await ask(side, me, ANSWER_MS);
  if (status !== 200) throw new Error(`${side.target}: GET /me answers ${status} while Redis is well`);
  side.server.suspend();
  const asking = Array.from({ length: profile.requests }, () => ask(side, me, profile.waitMs));
  const answers = await Promise.all(asking).finally(() => side.server.resume());
  const healedMs = await healing(side, me, signal);
  return { answers, ...(healedMs === undefined ? {} : { healedMs }) };
};

const healing = async (side: AttackedSide, me: PreparedRequest, signal: AbortSignal): Promise<number | undefined> => {
  const startMs = performance.now();
  while (performance.now() - startMs < HEALS_WITHIN_MS) {
    const { status } = await ask(side, me, ANSWER_MS);
    if (status === 200) return Math.round(performance.now() - startMs);
    await sleep(POLL_MS, undefined, { signal });
  }
  return undefined;
};

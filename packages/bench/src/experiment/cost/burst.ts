// Many requests as fast as they are answered: the just-in-time compilers of both sides need thousands, not seconds.
import { type PreparedRequest, sendRequest } from '../../load/send-request.ts';
import type { CostProcess } from './stage.ts';

export interface BurstOptions {
  /** Of each process. */
  readonly requests: number;
  readonly signal: AbortSignal;
}

/** Under way at once, per process: few, so that no process waits long for its turn. */
const LANES = 4;
const TIMEOUT_MS = 5000;

/** What a process serves in its blocks, in turn; answers are not looked at. @throws the signal's reason, once it is aborted */
export const burst = async (processes: readonly CostProcess[], options: BurstOptions): Promise<void> => {
  await Promise.all(processes.flatMap((process) => Array.from({ length: LANES }, () => lane(process, options))));
};

const lane = async (process: CostProcess, { requests, signal }: BurstOptions): Promise<void> => {
  const { me, open, arm } = process;
  const kinds = arm === 'known-effect' ? 1 : 2;
  for (let turn = 0; turn < requests / LANES; turn += 1) {
    signal.throwIfAborted();
    const isOpen = turn % kinds === 1;
    const user = Math.floor(turn / kinds) % me.length;
    await answered(process, isOpen ? open : (me[user] ?? open));
  }
};

const answered = ({ pool }: CostProcess, request: PreparedRequest): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => resolve();
    sendRequest(pool, { request, timeoutMs: TIMEOUT_MS, onEnd: done, onFailure: done });
  });

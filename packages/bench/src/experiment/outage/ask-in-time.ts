// Sends one request other than a probe, and waits for its answer no longer than a patient client would.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '@authlab/client';

/** As a probe waits. */
const PATIENCE_MS = 2000;

export interface Asked {
  readonly startMs: number;
  readonly endMs: number;
  /** 0 when there was no answer in time. */
  readonly status: number;
}

export const askInTime = async (send: () => Promise<Answer>): Promise<Asked> => {
  const startMs = performance.now();
  const given = new AbortController();
  const none = { status: 0 };
  try {
    const answer = send().catch(() => none);
    const patience = sleep(PATIENCE_MS, none, { signal: given.signal }).catch(() => none);
    const { status } = await Promise.race([answer, patience]);
    return { startMs, endMs: performance.now(), status };
  } finally {
    given.abort();
  }
};

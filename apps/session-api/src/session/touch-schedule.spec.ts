// The idle end is put off at most once per session and window, and never too early for the last use.
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { TouchSchedule } from './touch-schedule.ts';

const WINDOW_MS = 60;

const recorded = (windowMs = WINDOW_MS) => {
  const touches: [sessionId: string, lastSeenMs: number][] = [];
  const schedule = new TouchSchedule({
    windowMs,
    extend: (sessionId, lastSeenMs) => {
      touches.push([sessionId, lastSeenMs]);
      return Promise.resolve();
    },
  });
  return { schedule, touches };
};

describe('TouchSchedule', () => {
  it('writes the first use at once and those that follow in the window not at all', () => {
    const { schedule, touches } = recorded();
    for (const nowMs of [1, 2, 3]) schedule.seen('a', nowMs);
    expect(touches).toEqual([['a', 1]]);
  });

  it('writes the last use of a window when the window closes', async () => {
    const { schedule, touches } = recorded();
    for (const nowMs of [1, 2, 3]) schedule.seen('a', Date.now() + nowMs);
    const last = Date.now() + 4;
    schedule.seen('a', last);
    await delay(WINDOW_MS * 3);
    expect(touches.slice(1)).toEqual([['a', last]]);
  });

  it('writes nothing more for a session that was used once', async () => {
    const { schedule, touches } = recorded();
    schedule.seen('a', Date.now());
    await delay(WINDOW_MS * 3);
    expect(touches).toHaveLength(1);
  });

  it('does not write the first use of a session that was just stored', () => {
    const { schedule, touches } = recorded();
    schedule.started('a', 1);
    schedule.seen('a', 2);
    expect(touches).toEqual([]);
  });

  it('writes each use where the window is 0, also right after the session was stored', async () => {
    const { schedule, touches } = recorded(0);
    schedule.started('a', 1);
    for (const nowMs of [1, 1, 2]) schedule.seen('a', nowMs);
    await schedule.flush();
    expect(touches).toEqual([
      ['a', 1],
      ['a', 1],
      ['a', 2],
    ]);
  });

  it('writes what is open when the process ends, and forgets what was logged out', async () => {
    const { schedule, touches } = recorded();
    for (const sessionId of ['a', 'b']) {
      schedule.started(sessionId, 1);
      schedule.seen(sessionId, 2);
    }
    schedule.ended('b');
    await schedule.flush();
    expect(touches).toEqual([['a', 2]]);
  });
});

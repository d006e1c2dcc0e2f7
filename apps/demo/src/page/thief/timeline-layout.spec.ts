// The timeline keeps order and scale, at any width and for any length of a theft.
import { describe, expect, it } from '@jest/globals';
import type { ThiefProbe } from '../../protocol/thief-probe.ts';
import { timelineLayout } from './timeline-layout.ts';

const probe = (replica: number, atMs: number): ThiefProbe => ({
  scheme: 'session',
  replica,
  atMs,
  durationMs: 1,
  outcome: 'accepted',
});

const input = {
  probes: [probe(0, 1000), probe(1, 4000), probe(2, 9000)],
  stolenAtMs: 0,
  ackAtMs: 5000,
  nowMs: 10_000,
  replicaCount: 3,
  widthPx: 600,
};

describe('timelineLayout', () => {
  it('puts every attempt on the row of its replica, in the order of time, inside the picture', () => {
    const { marks, rows, left, right } = timelineLayout(input);
    expect(marks.map(({ y }) => y)).toEqual(rows.map(({ y }) => y));
    expect(marks.map(({ x }) => x)).toEqual(marks.map(({ x }) => x).toSorted((a, b) => a - b));
    for (const { x } of marks) {
      expect(x).toBeGreaterThanOrEqual(left);
      expect(x).toBeLessThanOrEqual(right);
    }
  });

  it('marks what was started after the ack', () => {
    expect(timelineLayout(input).marks.map(({ isAfterAck }) => isAfterAck)).toEqual([false, false, true]);
  });

  it('has the ack at zero of its axis', () => {
    const { ackX, ticks } = timelineLayout(input);
    expect(ticks.find(({ label }) => label === '0 s')?.x).toBeCloseTo(ackX ?? Number.NaN);
  });

  it('counts from the theft while nothing was revoked', () => {
    const { ackX, ticks, left } = timelineLayout({ ...input, ackAtMs: undefined });
    expect(ackX).toBeUndefined();
    expect(ticks[0]).toEqual({ x: left, label: '0 s' });
  });

  it('keeps the revocation in sight of a long theft, and drops what came long before', () => {
    const { marks, ackX, left } = timelineLayout({ ...input, ackAtMs: 200_000, nowMs: 400_000 });
    expect(marks).toEqual([]);
    expect(ackX).toBeGreaterThan(left);
  });

  it('draws smaller marks where they stand closer', () => {
    expect(timelineLayout({ ...input, widthPx: 1200 }).markScale).toBe(1);
    expect(timelineLayout({ ...input, widthPx: 300 }).markScale).toBeLessThan(1);
  });

  it.each([200, 330, 600, 1200])('has room for its labels at %i pixels', (widthPx) => {
    const xs = timelineLayout({ ...input, widthPx }).ticks.map(({ x }) => x);
    for (const [index, x] of xs.slice(1).entries()) expect(x - (xs[index] ?? 0)).toBeGreaterThan(28);
  });
});

// A verdict counts from the ack, asks every replica, and never takes an outage for a refusal.
import { describe, expect, it } from '@jest/globals';
import type { ThiefProbe } from '../../protocol/thief-probe.ts';
import { thiefVerdict } from './thief-verdict.ts';

const ACK_MS = 10_000;

/** @param row when and how, such as `9000 accepted` */
const probes = (replica: number, ...row: string[]): ThiefProbe[] =>
  row.map((text) => {
    const [atMs, outcome] = text.split(' ');
    return { scheme: 'jwt', replica, atMs: Number(atMs), durationMs: 1, outcome: outcome as ThiefProbe['outcome'] };
  });

describe('thiefVerdict', () => {
  it('measures from the ack to the start of the last accepted attempt, on the slowest replica', () => {
    const verdict = thiefVerdict(
      [
        ...probes(0, '9500 accepted', '10500 accepted', '11000 refused'),
        ...probes(1, '9500 accepted', '12300 accepted', '12800 refused'),
      ],
      ACK_MS,
      2,
    );
    expect(verdict).toMatchObject({ state: 'dead', acceptedForMs: 2300 });
    expect(verdict.replicas.map(({ acceptedForMs }) => acceptedForMs)).toEqual([500, 2300]);
  });

  it('says 0 when nothing was accepted after the ack', () => {
    const verdict = thiefVerdict(probes(0, '9999 accepted', '10000 refused'), ACK_MS, 1);
    expect(verdict).toMatchObject({ state: 'dead', acceptedForMs: 0 });
    expect(verdict.replicas[0]).toMatchObject({ fate: 'refused', acceptedForMs: undefined, hasAccepted: true });
  });

  it('is alive while one replica accepts', () => {
    const all = [...probes(0, '10500 refused'), ...probes(1, '10500 accepted')];
    expect(thiefVerdict(all, ACK_MS, 2).state).toBe('alive');
  });

  it('does not call a thief dead who met an outage', () => {
    const all = [...probes(0, '10500 refused'), ...probes(1, '10500 failed')];
    const verdict = thiefVerdict(all, ACK_MS, 2);
    expect(verdict.state).toBe('waiting');
    expect(verdict.replicas[1]?.fate).toBe('failed');
  });

  it('remembers the last answer through an outage', () => {
    expect(thiefVerdict(probes(0, '10500 accepted', '11000 failed'), ACK_MS, 1).state).toBe('alive');
  });

  it('waits for the first attempt', () => {
    expect(thiefVerdict(probes(0, '9000 accepted'), ACK_MS, 1)).toMatchObject({ state: 'waiting', acceptedForMs: 0 });
  });

  it('tells a replica that never accepted', () => {
    const verdict = thiefVerdict(probes(0, '9000 refused', '10500 refused'), ACK_MS, 1);
    expect(verdict.replicas[0]?.hasAccepted).toBe(false);
  });
});

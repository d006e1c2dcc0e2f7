// The checker finds what was planted in a history, and nothing else.
import { describe, expect, it } from '@jest/globals';
import { RIGHT_ENDED } from '../../result/revocation-record.ts';
import { checkHistory, type Probe } from './check-history.ts';

const ACK = 100;
const probe = (startMs: number, status?: number, durationMs = 2): Probe => ({
  startMs,
  endMs: startMs + durationMs,
  ...(status === undefined ? {} : { status }),
});

describe('checkHistory', () => {
  it('finds no lag where the last accepted request was started before the ack', () => {
    expect(checkHistory([probe(90, 200), probe(99, 200), probe(101, 401), probe(105, 401)], ACK)).toEqual({
      lagMs: 0,
      lagUpperMs: 1,
      bracketMs: 2,
      staleAccepts: 0,
      resurrections: 0,
    });
  });

  it('does not count a request that was started before the ack and accepted after it', () => {
    const finding = checkHistory([probe(99, 200, 20), probe(101, 401)], ACK);
    expect(finding).toMatchObject({ lagMs: 0, staleAccepts: 0, resurrections: 0 });
  });

  it('brackets the lag between the last accepted and the first refused start', () => {
    const finding = checkHistory([probe(99, 200), probe(110, 200), probe(130, 200), probe(137, 401)], ACK);
    expect(finding).toEqual({ lagMs: 30, lagUpperMs: 37, bracketMs: 7, staleAccepts: 2, resurrections: 0 });
  });

  it('finds a credential that came back to life', () => {
    const finding = checkHistory([probe(99, 200), probe(101, 401), probe(110, 200), probe(120, 401)], ACK);
    expect(finding).toMatchObject({ resurrections: 1, staleAccepts: 1, lagMs: 10, lagUpperMs: 20 });
  });

  it('does not take two requests that overlap for a resurrection', () => {
    const finding = checkHistory([probe(101, 401, 10), probe(103, 200, 2), probe(120, 401)], ACK);
    expect(finding.resurrections).toBe(0);
  });

  it('leaves the upper bound open where the credential was never refused', () => {
    const finding = checkHistory([probe(99, 200), probe(500, 200)], ACK);
    expect(finding).toEqual({ lagMs: 400, staleAccepts: 1, resurrections: 0 });
  });

  it('takes neither a failure nor a 503 for an accept or a refusal', () => {
    const finding = checkHistory([probe(99, 200), probe(102), probe(103, 503), probe(110, 401)], ACK);
    expect(finding).toMatchObject({ lagMs: 0, lagUpperMs: 10, staleAccepts: 0 });
  });

  it('takes an answer without the right that was taken away for a refusal', () => {
    const finding = checkHistory([probe(99, 200), probe(105, 200), probe(110, RIGHT_ENDED)], ACK);
    expect(finding).toMatchObject({ lagMs: 5, lagUpperMs: 10, staleAccepts: 1, resurrections: 0 });
    expect(checkHistory([probe(105, RIGHT_ENDED), probe(110, 200)], ACK).resurrections).toBe(1);
  });

  it('accepts a refusal that came before the ack', () => {
    expect(checkHistory([probe(90, 200), probe(95, 401)], ACK)).toMatchObject({ lagMs: 0, lagUpperMs: 0 });
  });
});

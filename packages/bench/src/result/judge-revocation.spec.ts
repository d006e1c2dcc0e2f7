// A revocation experiment whose instruments contradict each other is not believed.
import { describe, expect, it } from '@jest/globals';
import { revocation } from '../../test/summary-example.ts';
import { instrumentFaults } from './judge-revocation.ts';

const band = { p50: 0, p99: 0, max: 0 };
const stamped = { lagMs: band, lagUpperMs: band, disagreements: 0, strays: 0, resurrections: 0 };

describe('instrumentFaults', () => {
  it('finds nothing where the instruments agree, or where there is only one', () => {
    expect(instrumentFaults([revocation({}), revocation({ stamped, law: { trials: 9, broken: 0 } })])).toEqual([]);
  });

  it('finds clocks that do not agree', () => {
    expect(instrumentFaults([revocation({ stamped: { ...stamped, strays: 1 } })])).toHaveLength(1);
  });

  it('forgives one disagreement in a hundred trials, and not two', () => {
    expect(instrumentFaults([revocation({ stamped: { ...stamped, disagreements: 1 } })])).toEqual([]);
    expect(instrumentFaults([revocation({ stamped: { ...stamped, disagreements: 2 } })])).toEqual([
      expect.stringContaining('2 of 100'),
    ]);
  });

  it('finds tokens that outlive their exp', () => {
    expect(instrumentFaults([revocation({ law: { trials: 9, broken: 1 } })])).toEqual([
      '1 tokens did not end when their exp said so',
    ]);
  });
});

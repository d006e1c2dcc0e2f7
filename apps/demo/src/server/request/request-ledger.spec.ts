// A command belongs to the one request that was under way on its replica.
import { describe, expect, it } from '@jest/globals';
import { RequestLedger } from './request-ledger.ts';

const EXCHANGE = { cause: 'exchange', id: 'a', replica: 1 } as const;

describe('RequestLedger', () => {
  it('finds the only request, and none on another replica', () => {
    const ledger = new RequestLedger();
    ledger.begin(EXCHANGE, 100);
    expect(ledger.causeOf(1, 105)).toEqual({ cause: 'exchange', exchangeId: 'a' });
    expect(ledger.causeOf(0, 105)).toEqual({ cause: 'unclear' });
  });

  it('counts what is sent just after the answer, unless the next request is under way', () => {
    const ledger = new RequestLedger();
    ledger.end(ledger.begin(EXCHANGE, 100), 110);
    expect(ledger.causeOf(1, 118)).toEqual({ cause: 'exchange', exchangeId: 'a' });
    ledger.begin({ cause: 'thief', id: 'b', replica: 1 }, 116);
    expect(ledger.causeOf(1, 118)).toEqual({ cause: 'thief' });
    expect(ledger.causeOf(1, 1000)).toEqual({ cause: 'thief' });
  });

  it('does not guess between two', () => {
    const ledger = new RequestLedger();
    const first = ledger.begin(EXCHANGE, 100);
    const second = ledger.begin({ ...EXCHANGE, id: 'b' }, 105);
    expect(ledger.causeOf(1, 107)).toEqual({ cause: 'unclear' });
    expect([first.overlaps, second.overlaps]).toEqual([true, true]);
  });
});

// The counters of HAProxy are read by the names of their columns.
import { describe, expect, it } from '@jest/globals';
import { parseServerStats } from './server-stats.ts';

const CSV = [
  '# pxname,svname,stot,econ,eresp,wretr,wredis,status,type,',
  'web,FRONTEND,30,,,,,OPEN,0,',
  'api,replica-1,12,3,1,2,4,UP,2,',
  'api,replica-2,9,0,0,0,0,DOWN 1/2,2,',
  'api,replica-3,9,0,0,0,0,UP 1/2,2,',
  'api,BACKEND,30,3,1,2,4,UP,1,',
].join('\n');

describe('parseServerStats', () => {
  it('has a row for each server and none for their sums', () => {
    const counts = { failedConnections: 3, failedAnswers: 1, retries: 2, redispatches: 4 };
    const [first, ...others] = parseServerStats(CSV);
    expect(first).toEqual({ name: 'replica-1', isUp: true, requests: 12, ...counts });
    expect(others.map(({ name, isUp }) => [name, isUp])).toEqual([
      ['replica-2', false],
      ['replica-3', true],
    ]);
  });

  it('finds nothing in an empty answer', () => {
    expect(parseServerStats('')).toEqual([]);
  });
});

// The samplers read the formats that Redis and Linux really print.
import { describe, expect, it } from '@jest/globals';
import { noiseBetween, parsePressure, parseStat } from './machine-noise.ts';
import { parseCommands, parseCpuUs } from './redis-sampler.ts';

describe('parseCpuUs', () => {
  it('adds user and system time of the server process, not of its children', () => {
    const text = '# CPU\r\nused_cpu_sys:0.250001\r\nused_cpu_user:1.500002\r\nused_cpu_sys_children:9.0\r\n';
    expect(parseCpuUs(text)).toBe(1_750_003);
  });
});

describe('parseCommands', () => {
  it("leaves the sampler's own commands and pings out", () => {
    const text = [
      '# Commandstats',
      'cmdstat_get:calls=12,usec=30,usec_per_call=2.50,rejected_calls=0,failed_calls=0',
      'cmdstat_info:calls=3,usec=90,usec_per_call=30.00',
      'cmdstat_config|resetstat:calls=1,usec=9,usec_per_call=9.00',
      'cmdstat_config|get:calls=2,usec=9,usec_per_call=4.50',
      'cmdstat_ping:calls=4,usec=2,usec_per_call=0.50',
    ].join('\r\n');
    expect(parseCommands(text)).toEqual({ get: 12, 'config|get': 2 });
  });
});

describe('machine noise', () => {
  it('reads busy and stolen time from the first line of /proc/stat', () => {
    const text = 'cpu  100 10 50 5000 20 3 7 4 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n';
    expect(parseStat(text)).toEqual({ busyMs: 1700, stealMs: 40 });
  });

  it('reads the total of waiting from the pressure file', () => {
    const text =
      'some avg10=0.00 avg60=0.07 avg300=0.43 total=12166941\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n';
    expect(parsePressure(text)).toEqual({ pressureMs: 12_166.941 });
  });

  it('is unknown, not zero, where the system does not show it', () => {
    expect(parseStat('')).toEqual({});
    expect(parsePressure('')).toEqual({});
    expect(noiseBetween({ atMs: 0 }, { atMs: 1000 }, 0)).toEqual({});
  });

  it('takes our own CPU from what counts as foreign', () => {
    const noise = noiseBetween({ atMs: 0, busyMs: 0, stealMs: 0 }, { atMs: 1000, busyMs: 700, stealMs: 0 }, 700);
    expect(noise).toEqual({ foreignShare: 0, stealShare: 0 });
  });
});

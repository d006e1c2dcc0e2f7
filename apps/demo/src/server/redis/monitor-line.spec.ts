// Lines of MONITOR are read as Redis writes them.
import { describe, expect, it } from '@jest/globals';
import { parseMonitorLine } from './monitor-line.ts';

describe('parseMonitorLine', () => {
  it('reads time, client and words', () => {
    expect(parseMonitorLine('1339518083.107412 [0 127.0.0.1:60866] "get" "sess:{a}:b"')).toEqual({
      atMs: 1_339_518_083_107.412,
      source: '127.0.0.1:60866',
      words: ['get', 'sess:{a}:b'],
    });
  });

  it('knows what a script sent', () => {
    expect(parseMonitorLine('1.5 [0 lua] "ping"')).toEqual({ atMs: 1500, source: 'lua', words: ['ping'] });
  });

  it('undoes the escapes, of bytes beyond ASCII too', () => {
    const line = String.raw`1.0 [0 [::1]:7] "set" "a \"b\" \\ \n" "\xc3\xa4" ""`;
    expect(parseMonitorLine(line)?.words).toEqual(['set', 'a "b" \\ \n', 'ä', '']);
  });

  it('takes nothing else', () => {
    expect(parseMonitorLine('OK')).toBeUndefined();
  });
});

// The ready line is told from everything else that a replica may print.
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { parseReadyLine, readyLine } from './ready-line.ts';

const READY = '{"event":"ready","port":4001,"managementPort":4002,"level":"info"}';

describe('parseReadyLine', () => {
  it('takes the two ports', () => {
    expect(parseReadyLine(READY)).toEqual({ port: 4001, managementPort: 4002 });
  });

  it.each(['', 'ready', '{"event":"ready"', '{"event":"ready","port":4001}', READY.replace('4002', '0'), '[]', '{}'])(
    'passes over %j',
    (line) => {
      expect(parseReadyLine(line)).toBeUndefined();
    },
  );
});

describe('readyLine', () => {
  it('finds the line although it comes in pieces between others', async () => {
    const stdout = new PassThrough({ encoding: 'utf8' });
    const ready = readyLine(stdout, new AbortController().signal);
    stdout.write('warning\n{"level":"in');
    stdout.write(`fo"}\n${READY.slice(0, 30)}`);
    stdout.write(`${READY.slice(30)}\n`);
    expect(await ready).toEqual({ port: 4001, managementPort: 4002 });
  });
});

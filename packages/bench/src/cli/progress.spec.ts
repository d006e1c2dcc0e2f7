// Progress says how long the rest will take, and never floods a log.
import { describe, expect, it } from '@jest/globals';
import { Progress } from './progress.ts';

const stages = [
  { name: 'cost', expectedSeconds: 120 },
  { name: 'revocation', expectedSeconds: 60 },
];

const record = (isTTY: boolean) => {
  const written: string[] = [];
  let nowMs = 0;
  const progress = new Progress({ isTTY, write: (text: string) => written.push(text) }, stages, () => nowMs);
  return { written, progress, wait: (ms: number) => (nowMs += ms) };
};

describe('Progress', () => {
  it('adds what is left of this stage and the later ones', () => {
    const { written, progress, wait } = record(false);
    progress.report('cost', 0.5, 'half way');
    wait(6000);
    progress.report('revocation', 0.25, 'trials');
    expect(written).toEqual(['[about 2:00 left] cost: half way\n', '[about 0:45 left] revocation: trials\n']);
  });

  it('goes by the pace of a stage that takes longer than was expected', () => {
    const { written, progress, wait } = record(false);
    progress.report('cost', 0, 'starting');
    wait(100_000);
    progress.report('cost', 0.25, 'a quarter');
    expect(written.at(-1)).toBe('[about 6:00 left] cost: a quarter\n');
  });

  it('writes a line at most every five seconds where there is no terminal', () => {
    const { written, progress, wait } = record(false);
    for (let step = 0; step < 100; step += 1) {
      progress.report('cost', step / 100, `step ${step}`);
      wait(100);
    }
    expect(written).toHaveLength(2);
  });

  it('rewrites one line on a terminal and clears it', () => {
    const { written, progress } = record(true);
    progress.report('cost', 0, 'starting');
    progress.clear();
    expect(written.join('')).not.toContain('\n');
    expect(written.at(-1)).toBe('\r\u001B[2K');
  });
});

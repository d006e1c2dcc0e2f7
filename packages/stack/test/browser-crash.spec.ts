// Whatever happens to a command that opened a browser, no process and no profile of it stays behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { basicEnvironment } from '../src/config.ts';
import { leftovers, leftoversAfter } from './leftovers.ts';

const COMMAND = fileURLToPath(new URL('fixtures/browser-command.mjs', import.meta.url));
const NOTHING = { processes: [], folders: [] };

describe('a command that opens a browser', () => {
  let temporary = '';
  let command: ChildProcess;
  beforeEach(() => {
    temporary = mkdtempSync(join(realpathSync(tmpdir()), 'authlab-crash-'));
  });
  afterEach(async () => {
    command.kill('SIGKILL');
    await leftoversAfter(temporary, 5000);
    rmSync(temporary, { recursive: true });
  });

  const start = (mode: string): void => {
    command = spawn(process.execPath, [COMMAND, mode], {
      env: { ...basicEnvironment(), TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  };

  const up = async (): Promise<void> => void (await once(createInterface({ input: command.stdout! }), 'line'));

  it.each([
    ['success', 'finish', 0],
    ['an error', 'fail', 1],
  ])('has left nothing when it ends after %s', async (_what, mode, code) => {
    start(mode);
    expect((await once(command, 'exit'))[0]).toBe(code);
    expect(leftovers(temporary)).toEqual(NOTHING);
  });

  it('has left nothing when it ends at Ctrl-C', async () => {
    start('wait');
    await up();
    expect(leftovers(temporary).processes.length).toBeGreaterThan(3);
    command.kill('SIGINT');
    expect((await once(command, 'exit'))[0]).toBe(130);
    expect(leftovers(temporary)).toEqual(NOTHING);
  });

  it('leaves nothing when it is killed while the browser runs', async () => {
    start('wait');
    await up();
    command.kill('SIGKILL');
    expect(await nothingLater()).toEqual(NOTHING);
  });

  it.each([0, 10, 100])('leaves nothing when it is killed %i ms after it made the profile', async (afterMs) => {
    start('wait');
    while (leftovers(temporary).folders.length === 0) await delay(1);
    await delay(afterMs);
    command.kill('SIGKILL');
    expect(await nothingLater()).toEqual(NOTHING);
  });

  /** Looks twice: a process that was about to start shows up a moment later. */
  const nothingLater = async () => {
    const left = await leftoversAfter(temporary, 10_000);
    await delay(300);
    return left.processes.length > 0 ? left : leftovers(temporary);
  };
});

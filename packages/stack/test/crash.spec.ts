// Whatever happens to a command, nothing that it started outlives it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { basicEnvironment } from '../src/config.ts';
import { leftovers, leftoversAfter } from './leftovers.ts';

const COMMAND = fileURLToPath(new URL('fixtures/command.mjs', import.meta.url));
const LAUNCHER = fileURLToPath(new URL('fixtures/pnpm.mjs', import.meta.url));
const NOTHING = { processes: [], folders: [] };

const up = async (command: ChildProcess): Promise<{ pids: number[] }> => {
  const [line] = (await once(createInterface({ input: command.stdout! }), 'line')) as [string];
  return JSON.parse(line) as { pids: number[] };
};

const exitOf = async (command: ChildProcess) => {
  const [code, signal] = (await once(command, 'exit')) as [number | null, string | null];
  return { code, signal };
};

describe('a command that runs with a stack', () => {
  let temporary = '';
  beforeEach(() => {
    temporary = mkdtempSync(join(realpathSync(tmpdir()), 'authlab-crash-'));
  });
  let started: ChildProcess | undefined;
  afterEach(async () => {
    started?.kill('SIGKILL');
    await leftoversAfter(temporary, 5000);
    rmSync(temporary, { recursive: true });
  });

  const start = (mode: string, script = COMMAND): ChildProcess => {
    started = spawn(process.execPath, [script, mode], {
      env: { ...basicEnvironment(), TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return started;
  };

  it('has left nothing when its process ends after success', async () => {
    const command = start('finish');
    expect(await exitOf(command)).toEqual({ code: 0, signal: null });
    expect(leftovers(temporary)).toEqual(NOTHING);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('cleans up before it ends at %s, with exit code %i', async (signal, code) => {
    const command = start('obedient');
    const { pids } = await up(command);
    expect(leftovers(temporary).processes.length).toBeGreaterThan(pids.length);
    command.kill(signal);
    expect(await exitOf(command)).toEqual({ code, signal: null });
    expect(leftovers(temporary)).toEqual(NOTHING);
  });

  it('cleans up when it is interrupted while it still starts', async () => {
    const command = start('obedient');
    await firstFolder();
    command.kill('SIGINT');
    expect(await exitOf(command)).toEqual({ code: 130, signal: null });
    expect(leftovers(temporary)).toEqual(NOTHING);
  });

  it('takes one Ctrl-C that arrives twice as one, and a later one as an order to end at once', async () => {
    const command = start('stubborn');
    await up(command);
    command.kill('SIGINT');
    command.kill('SIGINT');
    await delay(700);
    expect(command.exitCode).toBeNull();
    command.kill('SIGINT');
    const startedAtMs = performance.now();
    expect(await exitOf(command)).toEqual({ code: 130, signal: null });
    expect(performance.now() - startedAtMs).toBeLessThan(2500);
    expect(await leftoversAfter(temporary, 5000)).toEqual(NOTHING);
  });

  it.each(['obedient', 'stubborn', 'suspended'])(
    'leaves nothing when it is killed while %s parts run',
    async (mode) => {
      const command = start(mode);
      await up(command);
      command.kill('SIGKILL');
      expect(await nothingLater()).toEqual(NOTHING);
    },
  );

  it.each([20, 150])('leaves nothing when it is killed %i ms after it was called', async (afterMs) => {
    const command = start('obedient');
    await delay(afterMs);
    command.kill('SIGKILL');
    expect(await nothingLater()).toEqual(NOTHING);
  });

  it.each([0, 8, 16, 30, 60, 120])(
    'leaves nothing when it is killed %i ms after it began to start things',
    async (afterMs) => {
      const command = start('obedient');
      await firstFolder();
      await delay(afterMs);
      command.kill('SIGKILL');
      expect(await nothingLater()).toEqual(NOTHING);
    },
  );

  it('ends in order when the package manager that launched it is killed', async () => {
    const launcher = start('obedient', LAUNCHER);
    await up(launcher);
    launcher.kill('SIGKILL');
    const printed = await text(launcher.stdout!);
    expect(printed).toContain('exit code of the command: 143');
    expect(leftovers(temporary)).toEqual(NOTHING);
  });

  const firstFolder = async (): Promise<void> => {
    while (leftovers(temporary).folders.length === 0) await delay(1);
  };

  /** Looks twice: a process that was about to start shows up a moment later. */
  const nothingLater = async () => {
    const left = await leftoversAfter(temporary, 5000);
    await delay(200);
    return left.processes.length > 0 ? left : leftovers(temporary);
  };
});

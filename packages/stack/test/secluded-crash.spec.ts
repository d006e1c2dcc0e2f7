// Whatever happens to a command that made a network of its own, no process, no folder and no link of it stays behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { basicEnvironment } from '../src/config.ts';
import { trySeclusion } from '../src/redis/try-seclusion.ts';
import { leftovers, leftoversAfter } from './leftovers.ts';

const COMMAND = fileURLToPath(new URL('fixtures/secluded-command.mjs', import.meta.url));
const NOTHING = { processes: [], folders: [] };

const seclusion = await trySeclusion();
if (seclusion.state === 'impossible')
  process.stderr.write(`What a network of its own leaves behind is not tested: ${seclusion.reason}\n`);

const links = (): readonly string[] => readdirSync('/sys/class/net');

/** The kernel takes a link away a moment after the last process of its network. */
const isGone = async (link: string): Promise<boolean> => {
  const endMs = performance.now() + 5000;
  while (links().includes(link) && performance.now() < endMs) await delay(20);
  return !links().includes(link);
};

(seclusion.state === 'possible' ? describe : describe.skip)('a command with a network of its own', () => {
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

  const linkWhenUp = async (): Promise<string> => {
    const [line] = (await once(createInterface({ input: command.stdout! }), 'line')) as [string];
    return (JSON.parse(line) as { link: string }).link;
  };

  it('has left nothing when it ends at Ctrl-C', async () => {
    start('unplugged');
    const link = await linkWhenUp();
    expect(links()).toContain(link);
    command.kill('SIGINT');
    expect((await once(command, 'exit'))[0]).toBe(130);
    expect(leftovers(temporary)).toEqual(NOTHING);
    expect(links()).not.toContain(link);
  });

  it('leaves nothing when it is killed', async () => {
    start('unplugged');
    const link = await linkWhenUp();
    command.kill('SIGKILL');
    expect(await leftoversAfter(temporary, 5000)).toEqual(NOTHING);
    expect(await isGone(link)).toBe(true);
  });

  it.each([10, 40])('leaves nothing when it is killed %i ms after it began to start things', async (afterMs) => {
    const before = new Set(links());
    start('plugged in');
    while (leftovers(temporary).folders.length === 0) await delay(1);
    await delay(afterMs);
    command.kill('SIGKILL');
    const made = links().filter((link) => link.startsWith('authlab-') && !before.has(link));
    expect(await leftoversAfter(temporary, 5000)).toEqual(NOTHING);
    // Looks twice: a process that was about to start shows up a moment later.
    await delay(200);
    expect(leftovers(temporary)).toEqual(NOTHING);
    expect(await Promise.all(made.map(isGone))).toEqual(made.map(() => true));
  });
});

// Whatever happens to a command that made a network of its own, no process, no folder and no link of it stays behind.
import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { trySeclusion } from '../src/redis/try-seclusion.ts';
import { crashCommand, NOTHING } from './crash-command.ts';

const seclusion = await trySeclusion();
if (seclusion.state === 'impossible')
  process.stderr.write(`What a network of its own leaves behind is not tested: ${seclusion.reason}\n`);

const links = (): readonly string[] => readdirSync('/sys/class/net');

/** The kernel takes a link away a moment after the last process of its network; one of another suite goes with that one's. */
const GONE_WITHIN_MS = 40_000;

const isGone = async (link: string): Promise<boolean> => {
  const endMs = performance.now() + GONE_WITHIN_MS;
  while (links().includes(link) && performance.now() < endMs) await delay(20);
  return !links().includes(link);
};

(seclusion.state === 'possible' ? describe : describe.skip)('a command with a network of its own', () => {
  const command = crashCommand(new URL('fixtures/secluded-command.mjs', import.meta.url));

  const linkWhenUp = async (): Promise<string> =>
    (JSON.parse(await command.firstLine()) as { readonly link: string }).link;

  it('has left nothing when it ends at Ctrl-C', async () => {
    command.start('unplugged');
    const link = await linkWhenUp();
    expect(links()).toContain(link);
    command.kill('SIGINT');
    expect(await command.exitCode()).toBe(130);
    expect(command.left()).toEqual(NOTHING);
    expect(links()).not.toContain(link);
  });

  it('leaves nothing when it is killed', async () => {
    command.start('unplugged');
    const link = await linkWhenUp();
    command.kill('SIGKILL');
    expect(await command.leftLater()).toEqual(NOTHING);
    expect(await isGone(link)).toBe(true);
  });

  it.each([10, 40])('leaves nothing when it is killed %i ms after it began to start things', async (afterMs) => {
    const before = new Set(links());
    command.start('plugged in');
    while (command.left().folders.length === 0) await delay(1);
    await delay(afterMs);
    command.kill('SIGKILL');
    const made = links().filter((link) => link.startsWith('authlab-') && !before.has(link));
    expect(await command.leftLater()).toEqual(NOTHING);
    expect(await Promise.all(made.map(isGone))).toEqual(made.map(() => true));
  });
});

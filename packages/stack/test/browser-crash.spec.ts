// Whatever happens to a command that opened a browser, no process and no profile of it stays behind.
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { crashCommand, NOTHING } from './crash-command.ts';

describe('a command that opens a browser', () => {
  const command = crashCommand(new URL('fixtures/browser-command.mjs', import.meta.url));

  it.each([
    ['success', 'finish', 0],
    ['an error', 'fail', 1],
  ])('has left nothing when it ends after %s', async (_what, mode, code) => {
    command.start(mode);
    expect(await command.exitCode()).toBe(code);
    expect(command.left()).toEqual(NOTHING);
  });

  it('has left nothing when it ends at Ctrl-C', async () => {
    command.start('wait');
    await command.firstLine();
    expect(command.left().processes.length).toBeGreaterThan(3);
    command.kill('SIGINT');
    expect(await command.exitCode()).toBe(130);
    expect(command.left()).toEqual(NOTHING);
  });

  it('leaves nothing when it is killed while the browser runs', async () => {
    command.start('wait');
    await command.firstLine();
    command.kill('SIGKILL');
    expect(await command.leftLater()).toEqual(NOTHING);
  });

  it.each([0, 10, 100])('leaves nothing when it is killed %i ms after it made the profile', async (afterMs) => {
    command.start('wait');
    while (command.left().folders.length === 0) await delay(1);
    await delay(afterMs);
    command.kill('SIGKILL');
    expect(await command.leftLater()).toEqual(NOTHING);
  });
});

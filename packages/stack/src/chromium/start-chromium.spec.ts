// A browser comes up where there is one, and what was named wrongly is said.
import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { openStack } from '../stack.ts';
import { chromiumProgram } from './chromium-program.ts';
import { startChromium } from './start-chromium.ts';

describe('startChromium', () => {
  it('speaks the DevTools protocol on loopback', async () => {
    await using stack = await openStack();
    const { endpoint, pid } = await stack.own(startChromium);
    const { host } = new URL(endpoint);
    expect(host).toMatch(/^127\.0\.0\.1:\d+$/u);
    expect(await (await fetch(`http://${host}/json/version`)).json()).toMatchObject({ webSocketDebuggerUrl: endpoint });
    expect(existsSync(`/proc/${pid}`) || process.platform !== 'linux').toBe(true);
  });

  it('gives the start up when its stack closes', async () => {
    const stack = await openStack();
    const outcome = stack.own(startChromium).catch((error: unknown) => error);
    await stack.close();
    expect(await outcome).toMatchObject({ code: 'chromium_start_failed' });
  });

  it('says so when CHROMIUM names no program', async () => {
    await expect(chromiumProgram(undefined, '/no/such/program')).rejects.toMatchObject({ code: 'program_missing' });
  });

  it('takes the program that CHROMIUM names', async () => {
    expect(await chromiumProgram(undefined, process.execPath)).toBe(process.execPath);
  });
});

// `pnpm demo` as a command: what it says, and that nothing of it outlives it.
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type DemoCommand, ended, leftovers, leftoversLater, startCommand } from './demo-command.ts';

const NOTHING = { processes: [], folders: [] };

describe('the command', () => {
  let temporary = '';
  beforeEach(() => {
    temporary = mkdtempSync(join(realpathSync(tmpdir()), 'authlab-demo-'));
  });
  const started: DemoCommand[] = [];
  afterEach(async () => {
    // Also after a test that failed half way.
    for (const command of started.splice(0)) command.kill('SIGKILL');
    await leftoversLater(temporary);
    rmSync(temporary, { recursive: true, force: true });
  });

  const start = (words: readonly string[], env: Readonly<Record<string, string>> = {}): DemoCommand => {
    const command = startCommand(temporary, words, env);
    started.push(command);
    return command;
  };

  const result = async (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    await ended(start(words, env));

  it('prints one line with the address, and ends with Ctrl-C without leaving anything', async () => {
    const command = start([], { REDIS_URL: 'redis://127.0.0.1:1' });
    const end = ended(command);
    const [line] = (await once(createInterface({ input: command.stdout }), 'line')) as [string];
    const address = /^The demo is at (?<address>http:\/\/localhost:\d+)$/u.exec(line)?.groups?.['address'];
    expect((await fetch(address ?? '')).status).toBe(200);
    // Two Redis, six replicas, and the command itself.
    expect(leftovers(temporary).processes.length).toBeGreaterThanOrEqual(9);
    command.kill('SIGINT');
    const { code, err } = await end;
    expect(code).toBe(130);
    expect(err).toContain('REDIS_URL is left alone');
    expect(leftovers(temporary)).toEqual(NOTHING);
  });

  it('leaves nothing when it is killed', async () => {
    const command = start(['--no-open']);
    await once(createInterface({ input: command.stdout }), 'line');
    command.kill('SIGKILL');
    expect(await leftoversLater(temporary)).toEqual(NOTHING);
  });

  it('does not start in production, and says why', async () => {
    const { code, out, err } = await result([], { NODE_ENV: 'production' });
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(
      'demo: the demo shows credentials and kills its servers: it does not start with NODE_ENV=production. Unset it.\n',
    );
  });

  it.each([['--port', 'x'], ['--port', '70000'], ['--nonsense'], ['word']])('does not take %s %s', async (...words) => {
    const { code, out, err } = await result(words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^demo: \S/u);
  });

  it('says when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { readonly port: number };
    const { code, err } = await result(['--port', String(port)]);
    other.close();
    expect(code).toBe(1);
    expect(err).toContain(`demo: port ${port} is taken by another program`);
    expect(await leftoversLater(temporary)).toEqual(NOTHING);
  });

  it('explains itself', async () => {
    const { code, out } = await result(['--help']);
    expect(code).toBe(0);
    expect(out).toContain('--no-open');
  });
});

// Replicas: real processes that become ready, are read, are hurt, and end.
import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readProcess } from '../process/process-entry.ts';
import { openStack, type Stack } from '../stack.ts';
import { ReplicaStartError } from './replica-start-error.ts';

const entry = fileURLToPath(new URL('../../test/fixtures/api.mjs', import.meta.url));

const failureOf = async (start: Promise<unknown>): Promise<ReplicaStartError> => {
  const error: unknown = await start.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ReplicaStartError) return error;
  throw new Error('it started, or failed in another way', { cause: error });
};

describe('a replica', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await openStack();
  });
  afterEach(async () => await stack.close());

  const start = async (env: Record<string, string> = {}) => await stack.replica({ entry, name: 'session/redis', env });

  it('answers at both its addresses once it has started', async () => {
    const replica = await start();
    expect((await fetch(replica.url)).status).toBe(200);
    expect((await fetch(replica.managementUrl)).status).toBe(200);
    expect(replica.url).not.toBe(replica.managementUrl);
  });

  it('shows the CPU that its requests burn', async () => {
    const replica = await start();
    const before = await replica.usage();
    await fetch(`${replica.url}/?burnCpuMs=300`);
    const after = await replica.usage();
    const burntUs = after.cpuUserUs + after.cpuSystemUs - before.cpuUserUs - before.cpuSystemUs;
    expect(burntUs).toBeGreaterThanOrEqual(300_000);
    expect(burntUs).toBeLessThan(500_000);
    expect(after.eventLoopActiveMs - before.eventLoopActiveMs).toBeGreaterThan(250);
    expect(after.rssBytes).toBeGreaterThan(after.heapUsedBytes);
  });

  it('answers readings that are asked for at the same time', async () => {
    const replica = await start();
    const readings = await Promise.all([replica.usage(), replica.usage(), replica.usage()]);
    expect(readings.map(({ cpuUserUs }) => cpuUserUs).every((us) => us > 0)).toBe(true);
  });

  it('shows its heap without garbage, where node lets it collect', async () => {
    const replica = await stack.replica({ entry, name: 'session/redis', env: {}, execArgv: ['--expose-gc'] });
    const before = await replica.usage();
    const collected = await replica.usageAfterCollection();
    expect(collected.heapUsedBytes).toBeLessThan(before.heapUsedBytes);
    await expect((await start()).usageAfterCollection()).rejects.toThrow('--expose-gc');
  });

  it('sees nothing of our environment but the way to its programs and folders', async () => {
    const replica = await start({ GIVEN: 'yes' });
    const env = (await (await fetch(`${replica.url}/env`)).json()) as Record<string, string>;
    const basics = new Set(['PATH', 'HOME', 'TMPDIR']);
    expect(Object.keys(env).filter((key) => !basics.has(key))).toEqual(['GIVEN']);
  });

  it('reports the exit code and the last lines of one that fails', async () => {
    const error = await failureOf(start({ FIXTURE_FAIL: 'JWT_KEYS: required, but not set' }));
    expect(error.code).toBe('replica_start_failed');
    expect(error.replica).toBe('session/redis');
    expect(error.message).toContain('exit code 3');
    expect(error.lastLines).toContain('JWT_KEYS: required, but not set');
    expect(error.lastLines.at(0)).toContain('connecting');
  });

  it('gives up one that never becomes ready, and ends it', async () => {
    const hanging = stack.replica({ entry, name: 'slow', env: { FIXTURE_HANG: 'yes' }, readyTimeoutMs: 700 });
    const error = await failureOf(hanging);
    expect(error.message).toContain('700 ms');
    expect(error.lastLines.join('')).toContain('almost there');
  });

  it('reports an entry that does not exist', async () => {
    const error = await failureOf(stack.replica({ entry: '/nowhere/main.js', name: 'absent', env: {} }));
    expect(error.message).toContain('Cannot find module');
  });

  it('drains at stop, ends by itself although its starter still listens, and is gone', async () => {
    const replica = await start();
    const { state, exit } = await replica.stop();
    expect({ state, exit }).toEqual({ state: 'drained', exit: { code: 0, signal: null } });
    expect(replica.logLines().at(-1)).toContain('draining');
    expect(readProcess(replica.pid)).toBeUndefined();
    await expect(replica.usage()).rejects.toThrow('ended');
  });

  it('is killed at stop when it does not drain, and stop says so', async () => {
    const env = { FIXTURE_STUBBORN: 'yes' };
    const replica = await stack.replica({ entry, name: 'stubborn', env, stopGraceMs: 200 });
    expect(await replica.stop()).toEqual({ state: 'killed', exit: { code: null, signal: 'SIGKILL' } });
  });

  it('hangs while it is suspended, goes on when it is resumed, and can be stopped while suspended', async () => {
    const replica = await start();
    replica.suspend();
    await expect(fetch(replica.url, { signal: AbortSignal.timeout(300) })).rejects.toThrow('timeout');
    replica.resume();
    expect((await fetch(replica.url)).status).toBe(200);
    replica.suspend();
    expect((await replica.stop()).state).toBe('drained');
  });

  it('tells of its death, and takes no signal afterwards', async () => {
    const replica = await start();
    await replica.kill();
    expect(await replica.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(() => replica.suspend()).toThrow('has ended');
    expect((await replica.stop()).exit.signal).toBe('SIGKILL');
  });

  it('starts as one of several, each with its own name and port', async () => {
    const replicas = await stack.replicas(3, { entry, name: 'api', env: {} });
    expect(replicas.map(({ name }) => name)).toEqual(['api-1', 'api-2', 'api-3']);
    expect(new Set(replicas.map(({ url }) => url)).size).toBe(3);
  });

  it('leaves none of several running when one of them fails', async () => {
    const folder = await stack.folder('probe');
    const error = await failureOf(stack.replicas(2, { entry, name: 'api', env: { FIXTURE_FAIL: 'no luck' } }));
    expect(error.lastLines).toContain('no luck');
    await delay(50);
    expect(readdirSync(`${folder}/..`).filter((name) => name.startsWith('api'))).toEqual([]);
  });
});

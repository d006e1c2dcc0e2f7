// Processes are told apart, on every system in the same way.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { readProcess } from './process-entry.ts';

describe.each([process.platform, 'darwin'])('readProcess as on %s', (platform) => {
  it('knows a living process by its parent, its command and a start that never changes', async () => {
    const child = spawn('sleep', ['30']);
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    const entry = readProcess(pid, platform);
    expect(entry).toMatchObject({ pid, parentPid: process.pid, command: 'sleep 30' });
    expect(readProcess(pid, platform)?.startedAt).toBe(entry?.startedAt);
    expect(entry?.startedAt).not.toBe(readProcess(process.ppid, platform)?.startedAt);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(readProcess(pid, platform)).toBeUndefined();
  });
});

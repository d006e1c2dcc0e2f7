// Where Redis may be installed it is, and where it may not one line says what to do.
import { describe, expect, it } from '@jest/globals';
import { findExecutable } from './find-executable.ts';
import { redisInstaller } from './redis-installer.ts';
import { RedisMissingError } from './redis-missing-error.ts';

const NOTHING = { isRoot: false, aptGet: undefined, brew: undefined };

describe('redisInstaller', () => {
  it('takes apt-get for root on Debian and Ubuntu, and lets no service start', () => {
    const installer = redisInstaller({ ...NOTHING, platform: 'linux', isRoot: true, aptGet: '/usr/bin/apt-get' });
    expect(installer).toMatchObject({ state: 'scripted', shown: 'apt-get install redis-server' });
    expect(installer.state === 'scripted' && installer.script).toContain('exit 101');
  });

  it('takes Homebrew where it is, without its telemetry, and never as root', () => {
    const mac = { ...NOTHING, platform: 'darwin', brew: '/opt/homebrew/bin/brew' };
    const installer = redisInstaller(mac);
    expect(installer).toMatchObject({ state: 'scripted', shown: 'brew install redis' });
    expect(installer.state === 'scripted' && installer.script).toContain('HOMEBREW_NO_ANALYTICS=1');
    expect(redisInstaller({ ...mac, isRoot: true }).state).toBe('refused');
  });

  it('refuses where the user may not install, or has nothing to install with', () => {
    expect(redisInstaller({ ...NOTHING, platform: 'linux', aptGet: '/usr/bin/apt-get' })).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('only root'),
    });
    expect(redisInstaller({ ...NOTHING, platform: 'linux', isRoot: true }).state).toBe('refused');
  });
});

describe('RedisMissingError', () => {
  it.each([
    ['linux', 'apt-get install redis-server'],
    ['darwin', 'brew install redis'],
    ['freebsd', 'REDIS_URL'],
  ])('says on %s in one line how to get one', (platform, way) => {
    const { message } = new RedisMissingError('there is none', platform);
    expect(message).toContain(way);
    expect(message).toContain('REDIS_URL');
    expect(message).not.toContain('\n');
  });
});

describe('findExecutable', () => {
  it('prefers the first name, wherever it is, and finds nothing that is not there', () => {
    expect(findExecutable(['no-such-program', 'sh'], '/nowhere:/bin')).toMatch(/\/bin\/sh$/u);
    expect(findExecutable(['no-such-program'], '')).toBeUndefined();
  });
});

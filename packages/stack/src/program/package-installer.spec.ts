// Where a package may be installed it is, and where it may not one line says what to do.
import { describe, expect, it } from '@jest/globals';
import { findExecutable } from './find-executable.ts';
import { packageInstaller } from './package-installer.ts';
import { ProgramMissingError } from './program-missing-error.ts';
import { CHROMIUM, HAPROXY, REDIS } from './system-package.ts';

const NOTHING = { isRoot: false, aptGet: undefined, brew: undefined };

describe.each([
  { wanted: REDIS, apt: 'redis-server', brew: 'redis' },
  { wanted: HAPROXY, apt: 'haproxy', brew: 'haproxy' },
])('packageInstaller of $wanted.title', ({ wanted, apt, brew }) => {
  it('takes apt-get for root on Debian and Ubuntu, and lets no service start', () => {
    const root = { ...NOTHING, platform: 'linux', isRoot: true, aptGet: '/usr/bin/apt-get' };
    const installer = packageInstaller(wanted, root);
    expect(installer).toMatchObject({ state: 'scripted', shown: `apt-get install ${apt}` });
    expect(installer.state === 'scripted' && installer.script).toContain('exit 101');
    expect(installer.state === 'scripted' && installer.script).toContain(`update-rc.d ${apt} disable`);
  });

  it('takes Homebrew where it is, without its telemetry, and never as root', () => {
    const mac = { ...NOTHING, platform: 'darwin', brew: '/opt/homebrew/bin/brew' };
    const installer = packageInstaller(wanted, mac);
    expect(installer).toMatchObject({ state: 'scripted', shown: `brew install ${brew}` });
    expect(installer.state === 'scripted' && installer.script).toContain('HOMEBREW_NO_ANALYTICS=1');
    expect(packageInstaller(wanted, { ...mac, isRoot: true }).state).toBe('refused');
  });

  it('refuses where the user may not install, or has nothing to install with', () => {
    expect(packageInstaller(wanted, { ...NOTHING, platform: 'linux', aptGet: '/usr/bin/apt-get' })).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('only root'),
    });
    expect(packageInstaller(wanted, { ...NOTHING, platform: 'linux', isRoot: true }).state).toBe('refused');
  });
});

describe('packageInstaller of a browser', () => {
  it('takes apt-get for root, and leaves the applications of a Mac to its user', () => {
    const root = { ...NOTHING, platform: 'linux', isRoot: true, aptGet: '/usr/bin/apt-get' };
    expect(packageInstaller(CHROMIUM, root)).toMatchObject({ state: 'scripted', shown: 'apt-get install chromium' });
    expect(packageInstaller(CHROMIUM, { ...NOTHING, platform: 'darwin', brew: '/opt/homebrew/bin/brew' }).state).toBe(
      'refused',
    );
    expect(new ProgramMissingError(CHROMIUM, 'there is none', 'darwin').message).toContain('set CHROMIUM');
  });
});

describe('ProgramMissingError', () => {
  it.each([
    ['linux', 'apt-get install redis-server'],
    ['darwin', 'brew install redis'],
    ['freebsd', 'REDIS_URL'],
  ])('says on %s in one line how to get one', (platform, way) => {
    const { message } = new ProgramMissingError(REDIS, 'there is none', platform);
    expect(message).toContain(way);
    expect(message).toContain('REDIS_URL');
    expect(message).not.toContain('\n');
  });

  it('speaks of the program that is missing', () => {
    const { message } = new ProgramMissingError(HAPROXY, 'there is none', 'linux');
    expect(message).toContain('apt-get install haproxy');
    expect(message).not.toContain('REDIS_URL');
  });
});

describe('findExecutable', () => {
  it('prefers the first name, wherever it is, and finds nothing that is not there', () => {
    expect(findExecutable(['no-such-program', 'sh'], '/nowhere:/bin')).toMatch(/\/bin\/sh$/u);
    expect(findExecutable(['no-such-program'], '')).toBeUndefined();
  });
});

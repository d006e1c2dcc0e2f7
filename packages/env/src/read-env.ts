// Reads configuration from an environment: strings in, a readonly typed object out, every fault reported at once.
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { EnvError, type EnvFault } from './env-error.ts';

/** Where the keys come from; `process.env` has this shape. */
export type EnvSource = Readonly<Record<string, string | undefined>>;

/**
 * Checks `source` against `schema`. Each key `K` of the schema is read from `K`, or from the file named by `K_FILE`
 * (one trailing newline dropped), which is how containers hand over secrets. An empty string counts as absent.
 *
 * @param schema an object schema whose keys are names of environment variables and whose fields parse strings
 * @throws {EnvError} listing every faulty key with its reason; values are never part of it
 */
export const readEnv = <Schema extends z.ZodObject>(schema: Schema, source: EnvSource): Readonly<z.output<Schema>> => {
  const { values, faults } = collect(Object.keys(schema.shape), source);
  const result = schema.safeParse(values);
  const all = firstOfEachKey([...faults, ...(result.error?.issues ?? []).map(toFault)]);
  if (all.length > 0 || !result.success) throw new EnvError(all);
  return Object.freeze(result.data);
};

/** What follows from a fault is not worth a line of its own. */
const firstOfEachKey = (faults: readonly EnvFault[]): EnvFault[] =>
  [...new Map(faults.toReversed().map((fault) => [fault.key, fault])).values()].toReversed();

const collect = (keys: readonly string[], source: EnvSource) => {
  const values: Record<string, string> = {};
  const faults: EnvFault[] = [];
  for (const key of keys) {
    const read = readKey(key, source);
    if ('reason' in read) faults.push({ key, reason: read.reason });
    else if (read.value !== undefined) values[key] = read.value;
  }
  return { values, faults };
};

const readKey = (key: string, source: EnvSource): { value: string | undefined } | { reason: string } => {
  const plain = present(source[key]);
  const file = present(source[`${key}_FILE`]);
  if (file === undefined) return { value: plain };
  if (plain !== undefined) return { reason: `set either ${key} or ${key}_FILE, not both` };
  try {
    return { value: present(readFileSync(file, 'utf8').replace(/\r?\n$/u, '')) };
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    return { reason: `the file that ${key}_FILE names cannot be read (${code})` };
  }
};

const present = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

/** zod's messages may quote the input; only messages that the schema's author wrote, or a fixed word, are passed on. */
const toFault = (issue: z.core.$ZodIssue): EnvFault => ({
  key: String(issue.path[0] ?? '(whole configuration)'),
  reason: reasonOf(issue),
});

const reasonOf = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'required, but not set';
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  return issue.message;
};

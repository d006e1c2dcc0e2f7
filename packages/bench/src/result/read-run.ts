// Reads a stored run back, and says in one line what is wrong with it.
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { RawRecord } from './raw-record.ts';
import { rawRecordSchema } from './raw-record-schema.ts';
import { StoredRunError } from './stored-run-error.ts';
import { type Summary, summarySchema } from './summary.ts';

export interface StoredRun {
  readonly summary: Summary;
  readonly records: readonly RawRecord[];
}

/** @param folder of one run, such as `results/latest` @throws {StoredRunError} */
export const readRun = async (folder: string): Promise<StoredRun> => ({
  summary: await readSummary(folder),
  records: await readRecords(join(folder, 'raw.ndjson')),
});

/** @throws {StoredRunError} */
export const readSummary = async (folder: string): Promise<Summary> => {
  const path = join(folder, 'summary.json');
  const stored = parseJson(await orMissing(path, readFile(path, 'utf8')), path);
  const version = z.looseObject({ schemaVersion: z.unknown() }).safeParse(stored).data?.schemaVersion;
  if (version !== CURRENT_VERSION) {
    const found = version === undefined ? 'has no schemaVersion' : `has schemaVersion ${JSON.stringify(version)}`;
    throw new StoredRunError(`${path} ${found}; this lab reads ${CURRENT_VERSION}: use the version that made it.`);
  }
  return insist(summarySchema, stored, path);
};

const CURRENT_VERSION = summarySchema.shape.schemaVersion.value;

const readRecords = async (path: string): Promise<RawRecord[]> => {
  await using file = await orMissing(path, open(path));
  const records: RawRecord[] = [];
  for await (const line of file.readLines()) {
    const place = `${path}, line ${records.length + 1}`;
    const record = parseJson(line, place);
    const { type } = insist(z.looseObject({ type: z.string() }), record, place);
    records.push(insist(rawRecordSchema(type), record, place) as RawRecord);
  }
  return records;
};

const orMissing = async <Found>(path: string, found: Promise<Found>): Promise<Found> => {
  try {
    return await found;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' || code === 'ENOTDIR' ? 'is not there' : `cannot be read (${code ?? 'unknown'})`;
    const advice = 'name the folder of a run, such as results/latest, or make one with `pnpm bench`';
    throw new StoredRunError(`${path} ${reason}: ${advice}.`, error);
  }
};

const parseJson = (text: string, place: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StoredRunError(`${place} is no JSON: the file is damaged or cut off.`, error);
  }
};

const insist = <Found>(schema: z.ZodType<Found>, value: unknown, place: string): Found => {
  const { data, error } = schema.safeParse(value);
  const [issue] = error?.issues ?? [];
  if (issue === undefined) return data as Found;
  const field = issue.path.length === 0 ? '' : ` (${issue.path.join('.')})`;
  throw new StoredRunError(`${place} is not what this lab writes${field}: ${issue.message}.`);
};

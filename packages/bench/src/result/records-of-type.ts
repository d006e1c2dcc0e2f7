// The records of one type among all those of a run.
import type { RawRecord } from './raw-record.ts';

export const recordsOfType = <Type extends RawRecord['type']>(records: readonly RawRecord[], type: Type) =>
  records.filter((record): record is Extract<RawRecord, { readonly type: Type }> => record.type === type);

// Results that cannot be kept: a full disk, a folder that is not ours.

/** Its message is one line for the person at the terminal; the exit code is 1. */
export class ResultsError extends Error {
  readonly code = 'results_not_written';

  constructor(folder: string, cause: unknown) {
    super(`The results cannot be written to ${folder}: ${reasonOf(cause)}.`, { cause });
    this.name = 'ResultsError';
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; make room and run again',
  EDQUOT: 'the quota of the disk is used up; make room and run again',
  EACCES: 'writing is not allowed there; choose another folder with --out',
  EROFS: 'the disk is read-only; choose another folder with --out',
  ENOTDIR: 'a part of that path is a file; choose another folder with --out',
  EEXIST: 'something of that name is in the way; choose another folder with --out',
};

const reasonOf = (cause: unknown): string => {
  const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
  return REASONS[code] ?? code;
};

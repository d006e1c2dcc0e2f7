// The built page, and nothing beside it: sirv looks a path up among the files that it found at the start.
import { existsSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

const FOLDER = fileURLToPath(new URL('../../../dist/page', import.meta.url));

/** @throws {PageMissingError} */
export const pageFiles = (onNoMatch: RequestListener): RequestListener => {
  if (!existsSync(FOLDER)) throw new PageMissingError();
  const serve = sirv(FOLDER, { etag: true, onNoMatch });
  return (request, response) => {
    // The files are small, and sirv takes ranges that node then throws at.
    delete request.headers.range;
    serve(request, response);
  };
};

/** The page was not built. */
class PageMissingError extends Error {
  readonly code = 'page_missing';

  constructor() {
    super('the page is not built: start the demo with `pnpm demo`, which builds it first');
    this.name = 'PageMissingError';
  }
}

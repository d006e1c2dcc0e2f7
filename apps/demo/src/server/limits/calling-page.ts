// A stranger's page that calls an API from a frame of the demo's page, and tells that page what its script could read.
import { ROUTES, type Scheme } from '@authlab/contract';

export interface CallingPageParts {
  readonly api: string;
  /** Who is told: nobody else may listen. */
  readonly pageOrigin: string;
  /** Repeated in the call and in the message, so that both are found again. */
  readonly tag: string;
}

/** The paths under which a foreign server shows it: `/call?scheme=session|jwt&tag=...`. */
export const CALLING_PAGE_PATHS = { page: '/call', script: '/call.js' } as const;

/** The answer's origin must be the page's: `postMessage` is told it, and the frame's own CSP names the API. */
export const callingPage = ({ api, pageOrigin, tag }: CallingPageParts): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>A stranger's page</title></head>
<body data-url="${api}${ROUTES.me.path}?tag=${encodeURIComponent(tag)}" data-tag="${encodeURIComponent(tag)}" data-page="${pageOrigin}">
<script src="${CALLING_PAGE_PATHS.script}"></script>
</body>
</html>`;

export const CALLING_SCRIPT = `const { url, tag, page } = document.body.dataset;
const tell = (couldRead) => parent.postMessage({ tag, couldRead }, page);
fetch(url, { credentials: 'include' }).then((answer) => answer.text()).then(() => tell(true), () => tell(false));
`;

/** What the frame may do: call the APIs. */
export const callingSources = (apis: Readonly<Record<Scheme, string>>): string =>
  `connect-src ${apis.session} ${apis.jwt}`;

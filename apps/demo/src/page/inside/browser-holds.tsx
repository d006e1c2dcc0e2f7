// What the browser holds: cookies as the wire set them, because script cannot see them; the token as anybody can read it.
import { COOKIE_NAMES, type Scheme } from '@authlab/contract';
import type { SetCookie } from '../cookie/parse-set-cookie.ts';
import { Marked } from '../part/marked.tsx';
import { useModel } from '../part/use-demo.tsx';
import { useNow } from '../part/use-now.ts';
import { countdown } from '../text/duration.ts';
import { TokenView } from './token-view.tsx';

export const BrowserHolds = ({ scheme }: { readonly scheme: Scheme }) => {
  const { cookie, accessToken } = useModel().columns[scheme];
  return (
    <>
      <h4>{scheme === 'session' ? 'The session cookie' : 'The refresh cookie'}</h4>
      {cookie === undefined ? (
        <p className="faint">
          No {COOKIE_NAMES[scheme]} that the page knows of. It cannot look: the cookie is kept from script.
        </p>
      ) : (
        <CookieView cookie={cookie} />
      )}
      <p>
        What script sees of it: <code>document.cookie</code> is “{document.cookie}”.
      </p>
      {scheme === 'jwt' && (
        <>
          <h4>The access token</h4>
          {accessToken === undefined ? (
            <p className="faint">None. It lives in this page’s memory alone: a reload forgets it too.</p>
          ) : (
            <TokenView token={accessToken} />
          )}
        </>
      )}
    </>
  );
};

const CookieView = ({ cookie }: { readonly cookie: SetCookie }) => {
  const { name, value, isHttpOnly, isSecure, sameSite, path, expiresAtMs } = cookie;
  return (
    <>
      <p className="value">
        <code>{name}=</code>
        <Marked value={value} name={name} />
      </p>
      <ul className="flags">
        {isHttpOnly && <Flag name="HttpOnly" meaning="script cannot read it" />}
        {isSecure && <Flag name="Secure" meaning="https, or this machine itself" />}
        {sameSite !== undefined && <Flag name={`SameSite=${sameSite}`} meaning={SAME_SITE[sameSite] ?? ''} />}
        {name.startsWith('__Host-') && <Flag name="__Host-" meaning={`this host alone, path ${path ?? '/'}`} />}
        <Lifetime expiresAtMs={expiresAtMs} />
      </ul>
    </>
  );
};

const SAME_SITE: Readonly<Record<string, string>> = {
  Lax: 'from other sites only with a link that is followed',
  Strict: 'never from other sites',
};

const Lifetime = ({ expiresAtMs }: { readonly expiresAtMs: number | undefined }) => {
  const nowMs = useNow(1000);
  return expiresAtMs === undefined ? (
    <Flag name="no Max-Age" meaning="until the browser closes; the server decides earlier" />
  ) : (
    <Flag name="Max-Age" meaning={`the browser keeps it for ${countdown(expiresAtMs - nowMs)}`} />
  );
};

const Flag = ({ name, meaning }: { readonly name: string; readonly meaning: string }) => (
  <li>
    <code>{name}</code> {meaning}
  </li>
);

// What script can read, and so a thief's script in the page.
import type { ReachFinding } from './finding.ts';

export const ReachCard = ({ reach }: { readonly reach: ReachFinding | undefined }) => (
  <section className="card" aria-label="What script can read">
    <h3>Script reads the token, and no cookie</h3>
    <p>
      Both cookies are HttpOnly: a thief’s script in the page can use them, but not carry them off. The access token is
      in the page’s memory, so such a script can copy it and use it elsewhere until it expires; a reload forgets it, and
      the refresh cookie fetches a new one.
    </p>
    {reach !== undefined && (
      <ul className="limit-lines">
        <li>
          <code>document.cookie</code>
          <strong>{reach.documentCookie === '' ? 'nothing' : reach.documentCookie}</strong>
        </li>
        <li>
          <span>access token</span>
          <strong>
            {reach.tokenBytes === undefined
              ? 'not logged in'
              : `all ${reach.tokenBytes} bytes: ${reach.claimNames.join(', ')}`}
          </strong>
        </li>
      </ul>
    )}
  </section>
);

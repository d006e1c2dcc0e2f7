// The size of a cookie, tried with two that differ by one byte.
import type { CookieFinding, ReachFinding } from './finding.ts';

export interface CookieCardProps {
  readonly cookies: readonly CookieFinding[] | undefined;
  readonly reach: ReachFinding | undefined;
}

export const CookieCard = ({ cookies, reach }: CookieCardProps) => (
  <section className="card" aria-label="The size of a cookie">
    <h3>A cookie holds 4,096 bytes, and not one more</h3>
    <p>
      A larger one is dropped without an error, and the login is lost. A session’s cookie stays as short as it is,
      whatever its session stores; a token carries all that it says.
    </p>
    {cookies !== undefined && (
      <ul className="limit-lines">
        {cookies.map(({ bytes, isKept }) => (
          <li key={bytes}>
            <span>{bytes.toLocaleString('en')} bytes</span>
            <strong className={isKept ? 'tick' : 'cross'}>{isKept ? 'kept' : 'dropped, without an error'}</strong>
          </li>
        ))}
        {reach?.sessionCookieBytes !== undefined && (
          <li>
            <span>your session cookie</span>
            <strong>{reach.sessionCookieBytes} bytes</strong>
          </li>
        )}
        {reach?.tokenBytes !== undefined && (
          <li>
            <span>your access token</span>
            <strong>{reach.tokenBytes} bytes, more with each claim</strong>
          </li>
        )}
      </ul>
    )}
  </section>
);

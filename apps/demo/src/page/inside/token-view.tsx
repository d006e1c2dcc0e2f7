// An access token taken apart, with the life that it has left.
import { Marked } from '../part/marked.tsx';
import { useNow } from '../part/use-now.ts';
import { countdown } from '../text/duration.ts';
import { type DecodedToken, decodeToken } from '../token/decode-token.ts';

export const TokenView = ({ token }: { readonly token: string }) => {
  const decoded = decodeToken(token);
  return (
    <>
      <p className="value">
        <Marked value={{ text: token, secrets: [{ start: 0, end: token.length }] }} name="access token" />
      </p>
      {decoded.state === 'decoded' ? <Parts decoded={decoded} /> : <p>This token cannot be read.</p>}
    </>
  );
};

const Parts = ({ decoded }: { readonly decoded: DecodedToken & { state: 'decoded' } }) => (
  <>
    <Life issuedAtMs={decoded.issuedAtMs} expiresAtMs={decoded.expiresAtMs} />
    <dl className="token">
      <dt>header</dt>
      <dd>
        <pre>{JSON.stringify(decoded.header, null, 1)}</pre>
      </dd>
      <dt>claims, readable by anybody</dt>
      <dd>
        <pre>{JSON.stringify(decoded.claims, null, 1)}</pre>
      </dd>
      <dt>signature, which only the key can make</dt>
      <dd>
        <Marked
          value={{ text: decoded.signature, secrets: [{ start: 0, end: decoded.signature.length }] }}
          name="signature"
        />
      </dd>
    </dl>
  </>
);

interface LifeProps {
  readonly issuedAtMs: number | undefined;
  readonly expiresAtMs: number | undefined;
}

const Life = ({ issuedAtMs, expiresAtMs }: LifeProps) => {
  const nowMs = useNow(500);
  if (issuedAtMs === undefined || expiresAtMs === undefined) return null;
  const leftMs = Math.max(0, expiresAtMs - nowMs);
  return (
    <div className="life">
      <label>
        <span>{leftMs === 0 ? 'expired' : `good for another ${countdown(leftMs)}`}</span>
        <progress max={expiresAtMs - issuedAtMs} value={leftMs} />
      </label>
    </div>
  );
};

// How long an idle session or an access token lives: short enough, if one wishes, to watch it end.
import type { Scheme } from '@authlab/contract';
import type { Lifetimes as Seconds } from '../../protocol/control-requests.ts';
import { restartWith } from '../control/restart-with.ts';
import { useDemoState, useModel, useStore } from '../part/use-demo.tsx';
import { useNow } from '../part/use-now.ts';
import { countdown } from '../text/duration.ts';
import { decodeToken } from '../token/decode-token.ts';

interface Words {
  readonly key: keyof Seconds;
  readonly label: string;
  readonly choices: readonly number[];
}

const WORDS: Readonly<Record<Scheme, Words>> = {
  session: { key: 'sessionIdleTtlSeconds', label: 'an idle session lives for', choices: [10, 60, 1800] },
  jwt: { key: 'accessTtlSeconds', label: 'an access token lives for', choices: [10, 30, 60, 300] },
};
const MS = 1000;

export const Lifetimes = ({ scheme }: { readonly scheme: Scheme }) => {
  const store = useStore();
  const { lifetimes, busy } = useDemoState();
  const { key, label, choices } = WORDS[scheme];
  const seconds = lifetimes[key];
  return (
    <p className="lifetimes">
      <label>
        {label}
        <select
          value={seconds}
          disabled={busy}
          onChange={({ target }) => void restartWith(store, 'lifetimes', { ...lifetimes, [key]: Number(target.value) })}
        >
          {[...new Set([...choices, seconds])]
            .toSorted((a, b) => a - b)
            .map((choice) => (
              <option key={choice} value={choice}>
                {countdown(choice * MS)}
              </option>
            ))}
        </select>
      </label>
      {scheme === 'jwt' && <Remaining />}
    </p>
  );
};

/** Of the token that the page holds. */
const Remaining = () => {
  const { accessToken } = useModel().columns.jwt;
  const nowMs = useNow(MS / 2);
  const decoded = accessToken === undefined ? undefined : decodeToken(accessToken);
  if (decoded?.state !== 'decoded' || decoded.expiresAtMs === undefined) return null;
  const leftMs = decoded.expiresAtMs - nowMs;
  return <strong>{leftMs <= 0 ? 'yours has expired' : `yours for another ${countdown(leftMs)}`}</strong>;
};

// How long an access token and an idle session live: short enough to watch them end.
import { steer } from '../control/steer.ts';
import { useDemoState, useStore } from '../part/use-demo.tsx';
import { countdown } from '../text/duration.ts';

const TOKEN_SECONDS = [10, 30, 60, 300];

export const Lifetimes = () => {
  const store = useStore();
  const { lifetimes, busy } = useDemoState();
  const choices = [...new Set([...TOKEN_SECONDS, lifetimes.accessTtlSeconds])].toSorted((a, b) => a - b);
  return (
    <label className="inline-label">
      access tokens live for
      <select
        value={lifetimes.accessTtlSeconds}
        disabled={busy}
        onChange={({ target }) =>
          void steer(store, 'lifetimes', { ...lifetimes, accessTtlSeconds: Number(target.value) })
        }
      >
        {choices.map((seconds) => (
          <option key={seconds} value={seconds}>
            {countdown(seconds * 1000)}
          </option>
        ))}
      </select>
    </label>
  );
};

// Steals from both columns at once, and stops both thieves.
import { useState } from 'react';
import { useDemoState, useModel, useStore } from '../part/use-demo.tsx';
import { stealBoth, stopThieves } from './steal-both.ts';

export const ThiefControls = () => {
  const store = useStore();
  const { columns } = useModel();
  const { apis } = useDemoState();
  const [withRefreshToken, setWithRefreshToken] = useState(false);
  const isLoggedIn = columns.session.login !== undefined || columns.jwt.login !== undefined;
  const isAtWork = apis.session.thief !== undefined || apis.jwt.thief !== undefined;
  return (
    <div className="buttons">
      <button
        type="button"
        className="primary"
        disabled={!isLoggedIn}
        onClick={() => void stealBoth(store, withRefreshToken)}
      >
        Steal the credentials
      </button>
      <button type="button" disabled={!isAtWork} onClick={() => void stopThieves(store)}>
        Stop the thief
      </button>
      <label className="check">
        <input
          type="checkbox"
          checked={withRefreshToken}
          onChange={({ target }) => setWithRefreshToken(target.checked)}
        />
        also the refresh cookie
      </label>
      {!isLoggedIn && <span className="faint">Log in first: there is nothing to steal.</span>}
    </div>
  );
};

// Steals from both columns at once, and stops both thieves.
import { useState } from 'react';
import { ButtonGroup } from '../part/button-group.tsx';
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
    <ButtonGroup label={isLoggedIn ? 'Steal it' : 'Steal it (log in first)'}>
      <button type="button" disabled={!isLoggedIn} onClick={() => void stealBoth(store, withRefreshToken)}>
        Steal
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
        with refresh cookie
      </label>
    </ButtonGroup>
  );
};

// Every button here does the same on both schemes.
import { useState } from 'react';
import { SCHEMES } from '../../protocol/scheme.ts';
import { ButtonGroup } from '../part/button-group.tsx';
import { useDemoState, useModel, useStore } from '../part/use-demo.tsx';
import { ThiefControls } from '../thief/thief-controls.tsx';
import { act } from './act.ts';
import { type AdminAction, actAsAdmin } from './act-as-admin.ts';
import { ACTION_NAMES } from './action-id.ts';
import { LoginForm } from './login-form.tsx';
import type { OwnAction } from './request-of.ts';
import { type LoginWish, wishFor } from './wish-for.ts';

const EVERYDAY: readonly OwnAction[] = ['me', 'devices', 'second-device', 'remove-device', 'refresh'];
const ENDING: readonly OwnAction[] = ['logout', 'logout-everywhere', 'password'];

export const ActionBar = () => {
  const store = useStore();
  const state = useDemoState();
  const [form, setForm] = useState<LoginWish>({ email: state.users[0]?.email ?? '' });
  const doBoth = (action: OwnAction): void => {
    const { columns } = store.current();
    for (const scheme of SCHEMES) void act(store, scheme, action, wishFor(state, columns[scheme], form));
  };
  return (
    <section className="card actions" aria-label="Actions on both">
      <LoginForm form={form} onChange={setForm} onLogin={() => doBoth('login')} />
      <Buttons label="Use it" actions={EVERYDAY} onAct={doBoth} />
      <ThiefControls />
      <Buttons label="End it" actions={ENDING} onAct={doBoth} />
      <AdminButtons email={form.email} />
    </section>
  );
};

interface ButtonsProps {
  readonly label: string;
  readonly actions: readonly OwnAction[];
  readonly onAct: (action: OwnAction) => void;
}

const Buttons = ({ label, actions, onAct }: ButtonsProps) => (
  <ButtonGroup label={label}>
    {actions.map((action) => (
      <button key={action} type="button" onClick={() => onAct(action)}>
        {ACTION_NAMES[action]}
      </button>
    ))}
  </ButtonGroup>
);

/** On the account that is logged in, else on the one that is chosen. */
const AdminButtons = ({ email }: { readonly email: string }) => {
  const store = useStore();
  const { users } = useDemoState();
  const { columns } = useModel();
  const doBoth = (action: AdminAction): void => {
    for (const scheme of SCHEMES) {
      const { login } = columns[scheme];
      const userId = login?.id ?? users.find((user) => user.email === email)?.id;
      if (userId === undefined) continue;
      const isAdmin = login?.roles.includes('admin') === true;
      void actAsAdmin(store, scheme, action, { userId, roles: isAdmin ? ['user'] : ['user', 'admin'] });
    }
  };
  return (
    <ButtonGroup label="As admin">
      {(['roles', 'disable', 'enable'] as const).map((action) => (
        <button key={action} type="button" onClick={() => doBoth(action)}>
          {ACTION_NAMES[action]}
        </button>
      ))}
    </ButtonGroup>
  );
};

// Who logs in: a seeded account is filled in already.
import { useDemoState } from '../part/use-demo.tsx';
import type { LoginWish } from './wish-for.ts';

export interface LoginFormProps {
  readonly form: LoginWish;
  readonly onChange: (form: LoginWish) => void;
  readonly onLogin: () => void;
}

export const LoginForm = ({ form, onChange, onLogin }: LoginFormProps) => {
  const { users } = useDemoState();
  const seeded = users.find(({ email }) => email === form.email)?.password ?? '';
  return (
    <form
      className="login-form"
      onSubmit={(event) => {
        event.preventDefault();
        onLogin();
      }}
    >
      <label>
        Account
        <select value={form.email} onChange={({ target }) => onChange({ email: target.value })}>
          {users.map(({ email, roles }) => (
            <option key={email} value={email}>
              {roles.includes('admin') ? `${email} (admin)` : email}
            </option>
          ))}
        </select>
      </label>
      <label>
        Password
        <input
          type="password"
          autoComplete="off"
          value={form.password ?? seeded}
          onChange={({ target }) => onChange({ ...form, password: target.value })}
        />
      </label>
      <button type="submit" className="primary">
        Log in
      </button>
    </form>
  );
};

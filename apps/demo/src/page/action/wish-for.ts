// What an action is to be done with: the account that was chosen, and its password as it is by now.
import type { DemoState } from '../../protocol/demo-state.ts';
import type { Column } from '../model/model.ts';
import type { Wish } from './request-of.ts';

/** What the login form says; `password` is there when the visitor has typed one. */
export interface LoginWish {
  readonly email: string;
  readonly password?: string;
}

const CHANGED = ' (changed)';

/** A change of password goes to and fro between the seeded one and another. */
export const wishFor = ({ users }: DemoState, { passwords, login }: Column, form: LoginWish): Wish => {
  const email = users.find(({ id }) => id === login?.id)?.email ?? form.email;
  const seeded = (address: string): string => users.find((user) => user.email === address)?.password ?? '';
  const current = passwords[email] ?? seeded(email);
  return {
    email: form.email,
    password: form.password ?? passwords[form.email] ?? seeded(form.email),
    account: { email, password: current, newPassword: current === seeded(email) ? current + CHANGED : seeded(email) },
  };
};

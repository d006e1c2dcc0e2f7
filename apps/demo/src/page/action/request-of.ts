// Which request an action is, in each scheme.
import { type Operation, ROUTES } from '@authlab/contract';
import type { Column } from '../model/model.ts';
import type { ActionId } from './action-id.ts';

/** What an action is done with. */
export interface Wish {
  /** Who logs in. */
  readonly email: string;
  readonly password: string;
  /** Who is logged in, for a change of password. */
  readonly account: { readonly email: string; readonly password: string; readonly newPassword: string };
  /** Of `remove-device`: which; else the newest other one. */
  readonly deviceId?: string;
}

export type PlannedRequest =
  | {
      readonly state: 'send';
      readonly method: string;
      readonly path: string;
      readonly body?: Readonly<Record<string, unknown>>;
      /** Needs the access token, in the jwt scheme. */
      readonly needsLogin: boolean;
      /** As from a second device: the browser's cookies stay as they are. */
      readonly isApart: boolean;
    }
  | { readonly state: 'skip'; readonly reason: string };

/** Admin actions are not among them: an admin is somebody else, with a login of his own. */
export type OwnAction = Exclude<ActionId, 'roles' | 'disable' | 'enable'>;

export const requestOf = (action: OwnAction, column: Column, wish: Wish): PlannedRequest => {
  switch (action) {
    case 'login':
      return plan('login', { email: wish.email, password: wish.password, device: 'This browser' });
    case 'second-device':
      return { ...plan('login', { email: wish.email, password: wish.password, device: 'Phone' }), isApart: true };
    case 'refresh':
      return column.scheme === 'jwt' ? plan('refresh') : { state: 'skip', reason: NO_REFRESH };
    case 'remove-device':
      return removal(column, wish.deviceId);
    case 'password':
      return plan('changePassword', {
        currentPassword: wish.account.password,
        newPassword: wish.account.newPassword,
      });
    case 'logout-everywhere':
      return plan('logoutEverywhere', {});
    case 'me':
      return plan('me');
    case 'devices':
      return plan('listSessions');
    case 'logout':
      return plan('logout');
    default:
      return action satisfies never;
  }
};

const NO_REFRESH = 'A session has nothing to refresh: every request puts its end off.';
const NO_OTHER = 'There is no other device to remove. Log in on a second device, then list the devices.';

const plan = (operation: Operation, body?: Readonly<Record<string, unknown>>): PlannedRequest & { state: 'send' } => {
  const { method, path, access } = ROUTES[operation];
  return {
    state: 'send',
    method,
    path,
    ...(body === undefined ? {} : { body }),
    needsLogin: access === 'user',
    isApart: false,
  };
};

const removal = ({ devices = [] }: Column, deviceId: string | undefined): PlannedRequest => {
  const id = deviceId ?? devices.find(({ current }) => !current)?.id;
  if (id === undefined) return { state: 'skip', reason: NO_OTHER };
  const planned = plan('endSession');
  return { ...planned, path: planned.path.replace(':id', encodeURIComponent(id)) };
};

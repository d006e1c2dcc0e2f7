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

export const requestOf = (action: OwnAction, column: Column, wish: Wish): PlannedRequest => PLANS[action](column, wish);

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

const PLANS: Readonly<Record<OwnAction, (column: Column, wish: Wish) => PlannedRequest>> = {
  login: (_column, { email, password }) => plan('login', { email, password, device: 'This browser' }),
  'second-device': (_column, { email, password }) => ({
    ...plan('login', { email, password, device: 'Phone' }),
    isApart: true,
  }),
  me: () => plan('me'),
  devices: () => plan('listSessions'),
  'remove-device': (column, { deviceId }) => removal(column, deviceId),
  refresh: ({ scheme }) => (scheme === 'jwt' ? plan('refresh') : { state: 'skip', reason: NO_REFRESH }),
  logout: () => plan('logout'),
  'logout-everywhere': () => plan('logoutEverywhere', {}),
  password: (_column, { account: { password, newPassword } }) =>
    plan('changePassword', { currentPassword: password, newPassword }),
};

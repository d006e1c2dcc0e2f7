// What the visitor can do on both schemes, and what ends logins.

export const ACTION_IDS = [
  'login',
  'me',
  'devices',
  'second-device',
  'remove-device',
  'refresh',
  'logout',
  'logout-everywhere',
  'password',
  'roles',
  'disable',
  'enable',
] as const;
export type ActionId = (typeof ACTION_IDS)[number];

/** The revoking events: after the ack of one of these, a stolen credential should be dead. */
export type RevokingEvent = 'logout' | 'logout-everywhere' | 'password' | 'disable' | 'roles';

const REVOKING: ReadonlySet<string> = new Set<RevokingEvent>([
  'logout',
  'logout-everywhere',
  'password',
  'disable',
  'roles',
]);

export const isRevoking = (action: ActionId): action is RevokingEvent => REVOKING.has(action);

/** As a button or a table says it. */
export const ACTION_NAMES: Readonly<Record<ActionId, string>> = {
  login: 'Log in',
  me: 'Call /me',
  devices: 'List devices',
  'second-device': 'Log in on a second device',
  'remove-device': 'Remove the other device',
  refresh: 'Refresh',
  logout: 'Log out',
  'logout-everywhere': 'Log out everywhere',
  password: 'Change password',
  roles: 'Change role',
  disable: 'Disable account',
  enable: 'Enable account',
};

// What the visitor can do on both schemes, and what of it ends logins.

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

/**
 * After the ack of one of these, a copy of the credential should be dead. New roles are not among them: a session lives on
 * with the new ones.
 */
const REVOKING_EVENTS = ['logout', 'logout-everywhere', 'password', 'disable'] as const satisfies readonly ActionId[];
export type RevokingEvent = (typeof REVOKING_EVENTS)[number];

const REVOKING: ReadonlySet<string> = new Set(REVOKING_EVENTS);

export const isRevoking = (action: ActionId): action is RevokingEvent => REVOKING.has(action);

/** As a button or a table says it. */
export const ACTION_NAMES: Readonly<Record<ActionId, string>> = {
  login: 'Log in',
  me: 'Call /me',
  devices: 'List devices',
  'second-device': 'Second device',
  'remove-device': 'Remove device',
  refresh: 'Refresh',
  logout: 'Log out',
  'logout-everywhere': 'Log out everywhere',
  password: 'Change password',
  roles: 'Change role',
  disable: 'Disable',
  enable: 'Enable',
};

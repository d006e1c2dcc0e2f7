// Where the page asks the demo's server: all on the page's own origin, same-origin requests only, JSON alone.

/**
 * | route | asked with | answered with |
 * |---|---|---|
 * | `state` | - | `DemoState` |
 * | `events` | `EventSource` | server-sent events; each `data` is one `DemoEvent`, the first of them a `state` |
 * | `store` | query `scheme`, `userId` | `StoreView` |
 * | `admin` | POST `AdminRequest` | `AdminAnswer` |
 * | all others | POST, its body in `control-requests` | `DemoState` after the change |
 *
 * A refusal is a `ControlProblem` with a status of 4xx or 5xx.
 */
export const CONTROL_ROUTES = {
  state: { method: 'GET', path: '/control/state' },
  events: { method: 'GET', path: '/control/events' },
  store: { method: 'GET', path: '/control/store' },
  strategy: { method: 'POST', path: '/control/strategy' },
  lifetimes: { method: 'POST', path: '/control/lifetimes' },
  sticky: { method: 'POST', path: '/control/sticky' },
  fault: { method: 'POST', path: '/control/fault' },
  replica: { method: 'POST', path: '/control/replica' },
  steal: { method: 'POST', path: '/control/thief/steal' },
  stopThief: { method: 'POST', path: '/control/thief/stop' },
  admin: { method: 'POST', path: '/control/admin' },
  reset: { method: 'POST', path: '/control/reset' },
} as const;

export type ControlAction = keyof typeof CONTROL_ROUTES;

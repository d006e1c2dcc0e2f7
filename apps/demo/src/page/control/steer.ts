// Changes the stage: strategies, faults, the thief. What it became comes back as an event.
import { demoStateSchema } from '../../protocol/demo-state.ts';
import type { ControlAction } from '../../protocol/control-routes.ts';
import type { DemoStore } from '../model/demo-store.ts';
import { askControl } from './ask-control.ts';

/** @returns whether the server did it; a refusal is shown on the page */
export const steer = async (
  store: DemoStore,
  action: Exclude<ControlAction, 'state' | 'events' | 'store' | 'admin'>,
  body: Readonly<Record<string, unknown>> = {},
): Promise<boolean> => {
  const answered = await askControl(action, body, demoStateSchema);
  if (answered.state === 'done') {
    store.apply({ type: 'event', event: { type: 'state', state: answered.body } });
    store.apply({ type: 'refusal', refusal: undefined });
    return true;
  }
  if (answered.state === 'refused') store.apply({ type: 'refusal', refusal: answered.detail });
  else store.apply({ type: 'link', link: 'gone' });
  return false;
};

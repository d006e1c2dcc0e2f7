// Hears what the demo's server tells, and notices when it has ended.
import { CONTROL_ROUTES } from '../../protocol/control-routes.ts';
import { type DemoEvent, demoEventSchema } from '../../protocol/demo-event.ts';

export interface EventListener {
  readonly onEvent: (event: DemoEvent) => void;
  /** The browser goes on trying by itself; the next event says that the server is back. */
  readonly onGone: () => void;
}

/** @returns stops listening */
export const followEvents = ({ onEvent, onGone }: EventListener): (() => void) => {
  const source = new EventSource(CONTROL_ROUTES.events.path);
  source.addEventListener('message', ({ data }) => {
    const event = demoEventSchema.safeParse(JSON.parse(String(data)));
    if (event.success) onEvent(event.data);
  });
  source.addEventListener('error', onGone);
  return () => source.close();
};

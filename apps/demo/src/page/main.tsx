// Where the page starts: it listens first, then shows.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { resume } from './action/resume.ts';
import { App } from './app.tsx';
import { followEvents } from './control/follow-events.ts';
import { watchStore } from './control/watch-store.ts';
import { DemoStore } from './model/demo-store.ts';
import { DemoProvider } from './part/use-demo.tsx';
import { SCHEMES } from '../protocol/scheme.ts';
import { retireThieves } from './thief/retire-thieves.ts';

const store = new DemoStore();

followEvents({
  onEvent: (event) => {
    const isFirst = store.current().state === undefined;
    store.apply({ type: 'event', event });
    if (isFirst) for (const scheme of SCHEMES) void resume(store, scheme);
  },
  onGone: () => store.apply({ type: 'link', link: 'gone' }),
});
watchStore(store);
retireThieves(store);

const root = document.querySelector('#root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <DemoProvider store={store}>
        <App />
      </DemoProvider>
    </StrictMode>,
  );
}

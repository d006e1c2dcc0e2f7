// Runs everything, one after the other, and tells what is found as soon as it is.
import { act } from '../action/act.ts';
import { wishFor } from '../action/wish-for.ts';
import type { DemoStore } from '../model/demo-store.ts';
import { SCHEMES } from '../../protocol/scheme.ts';
import type { Findings } from './finding.ts';
import { lookAround } from './look-around.ts';
import { tryCalls } from './try-calls.ts';
import { tryCookies } from './try-cookies.ts';
import { tryForms } from './try-forms.ts';

/** @param tell is given more each time */
export const tryLimits = async (store: DemoStore, tell: (findings: Findings) => void): Promise<void> => {
  await logInWhereNeeded(store);
  const cookies = tryCookies();
  tell({ cookies });
  const reach = lookAround(store);
  tell({ cookies, reach });
  const calls = await tryCalls(store);
  tell({ cookies, reach, calls });
  tell({ cookies, reach, calls, forms: await tryForms(store) });
};

/** As the first user; tokens are made new, because they are short-lived here. */
const logInWhereNeeded = async (store: DemoStore): Promise<void> => {
  const { state } = store.current();
  const [user] = state?.users ?? [];
  if (state === undefined || user === undefined) return;
  for (const scheme of SCHEMES) {
    const column = store.current().columns[scheme];
    const isIn = column.login !== undefined && scheme === 'session';
    if (!isIn) await act(store, scheme, column.login === undefined ? 'login' : 'refresh', wishFor(state, column, user));
  }
};

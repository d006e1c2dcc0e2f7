// Has the demo's admin change the account of who is logged in: the server holds the admin's login, apart from the browser's.
import { type Role, ROUTES, type Scheme } from '@authlab/contract';
import { askControl } from '../control/ask-control.ts';
import { adminAnswerSchema } from '../../protocol/control-requests.ts';
import type { DemoStore } from '../model/demo-store.ts';
import type { Answer } from '../model/model.ts';

export type AdminAction = 'roles' | 'disable' | 'enable';

export const actAsAdmin = async (
  store: DemoStore,
  scheme: Scheme,
  action: AdminAction,
  target: { readonly userId: string; readonly roles: readonly Role[] },
): Promise<void> => {
  const { state } = store.current();
  if (state === undefined) return;
  const { userId, roles } = target;
  const wish = action === 'roles' ? { roles } : { disabled: action === 'disable' };
  const answered = await askControl('admin', { scheme, userId, ...wish }, adminAnswerSchema);
  if (answered.state !== 'done') {
    store.apply({ type: 'refusal', refusal: answered.state === 'refused' ? answered.detail : undefined });
    return;
  }
  const { status, startedAtMs, ackAtMs } = answered.body;
  const { method, path } = ROUTES.patchUser;
  const answer: Answer = {
    scheme,
    action,
    strategy: state.apis[scheme].strategy,
    request: { method, path: path.replace(':id', userId) },
    startedAtMs,
    endedAtMs: ackAtMs,
    exchangeId: undefined,
    isApart: true,
    isFollowUp: false,
    tokenExpiresAtMs: undefined,
    outcome: { state: 'answered', status, code: undefined, retryAfterSeconds: undefined, body: undefined },
  };
  store.apply({ type: 'answer', answer });
};

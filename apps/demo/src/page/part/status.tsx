// How a request ended: the number, and whether that is good, a refusal or an outage.
import type { Outcome } from '../model/model.ts';
import { sayStatus } from '../story/say-status.ts';

export const Status = ({ outcome }: { readonly outcome: Outcome }) => (
  <span className={`status ${kindOf(outcome)}`}>{sayStatus(outcome)}</span>
);

const kindOf = (outcome: Outcome): 'good' | 'bad' | 'warn' | 'none' => {
  if (outcome.state === 'skipped') return 'none';
  if (outcome.state === 'silent' || outcome.status >= 500) return 'warn';
  return outcome.status < 300 ? 'good' : 'bad';
};

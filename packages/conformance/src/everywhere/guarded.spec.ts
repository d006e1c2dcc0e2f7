// The same over TLS as a user who may do no more than needed, and with asymmetric keys.
import { describeEverywhere } from './describe-everywhere.ts';
import { TARGETS_ELSEWHERE } from './targets-elsewhere.ts';

describeEverywhere(TARGETS_ELSEWHERE.guarded);

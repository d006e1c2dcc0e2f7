// The same over TLS as a user who may do no more than needed, and with asymmetric keys.
import { TARGETS_ELSEWHERE } from '../target.ts';
import { describeEverywhere } from './describe-everywhere.ts';

describeEverywhere(TARGETS_ELSEWHERE.guarded);

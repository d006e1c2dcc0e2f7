// The same on Redis as a Cluster, and after Sentinels have made another server the master.
import { TARGETS_ELSEWHERE } from '../target.ts';
import { describeEverywhere } from './describe-everywhere.ts';

describeEverywhere(TARGETS_ELSEWHERE.spread);

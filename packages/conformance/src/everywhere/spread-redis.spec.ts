// The same on Redis as a Cluster, and after Sentinels have made another server the master.
import { describeEverywhere } from './describe-everywhere.ts';
import { TARGETS_ELSEWHERE } from './targets-elsewhere.ts';

describeEverywhere(TARGETS_ELSEWHERE.spread);

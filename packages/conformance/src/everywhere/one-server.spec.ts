// Every strategy on one Redis.
import { TARGETS } from '../target.ts';
import { describeEverywhere } from './describe-everywhere.ts';

describeEverywhere(TARGETS);

// Users who never log out, one after the other at a steady rate: whoever of them is refused is refused wrongly.
import type { LoadPool } from '../../load/load-pool.ts';
import { type Login, meRequest } from '../../target/log-in.ts';
import { SteadyProber } from '../theft/steady-prober.ts';

export interface Pace {
  readonly ratePerSec: number;
  /** Of the first request, as a share of the time between two. */
  readonly phase: number;
}

export const usersProber = (logins: readonly Login[], pool: LoadPool, { ratePerSec, phase }: Pace): SteadyProber => {
  const requests = logins.map(meRequest);
  let next = 0;
  const request = () => {
    next += 1;
    return requests[next % requests.length] as (typeof requests)[number];
  };
  return new SteadyProber({ pool, ratePerSec, phaseMs: (phase * 1000) / ratePerSec, request });
};

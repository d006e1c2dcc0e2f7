// The work of `floor/hmac` again and again: everything is hot, and nothing is like in a server.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Interval } from '../../stats/interval.ts';
import { meanInterval } from '../../stats/mean-interval.ts';
import type { ExperimentContext } from '../experiment.ts';

const ROUNDS = 5;
const TEXT = 'c9f1b1a8-7a4b-4b70-9a64-2f4f0d1a2b3c.user';

/** CPU in microseconds per HMAC with its comparison, over several rounds. */
export const loopCpuUs = ({ profile }: Pick<ExperimentContext, 'profile'>): Interval => {
  const { loopTimes } = profile.pitfalls;
  const key = randomBytes(32).toString('base64url');
  const expected = createHmac('sha256', key).update(TEXT).digest();
  const verify = (): boolean => timingSafeEqual(createHmac('sha256', key).update(TEXT).digest(), expected);
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    for (let time = 0; time < loopTimes; time += 1) if (!verify()) throw new TypeError('an HMAC is the same each time');
    const { user, system } = process.cpuUsage(before);
    return (user + system) / loopTimes;
  });
  // The first one warms up.
  return meanInterval(rounds.slice(1));
};

// The faults of the outage experiment in words.
import type { OutageFault } from '../../result/outage-record.ts';

interface FaultText {
  readonly title: string;
  /** Beside its matrix row, in few letters. */
  readonly short: string;
  /** A timeline of it teaches more than its row. */
  readonly isDrawn: boolean;
}

export const FAULT_TEXTS: Readonly<Record<OutageFault, FaultText>> = {
  'slow-5ms': { title: 'each round trip to Redis takes 5 ms longer', short: '5 ms slower', isDrawn: false },
  'slow-50ms': { title: 'each round trip to Redis takes 50 ms longer', short: '50 ms slower', isDrawn: false },
  'slow-400ms': {
    title: 'each round trip to Redis takes 400 ms longer, which is more than its deadline',
    short: '400 ms slower',
    isDrawn: false,
  },
  refused: {
    title: 'Redis is killed, and started again with everything that it had acknowledged',
    short: 'killed',
    isDrawn: true,
  },
  hang: { title: 'Redis is stopped (SIGSTOP): connections stay open, nothing answers', short: 'hung', isDrawn: true },
  'black-hole': {
    title: 'the links to Redis fall silent (half-open: what is sent is still acknowledged)',
    short: 'links silent',
    isDrawn: false,
  },
  'link-down': {
    title: 'the link to Redis is down: packets vanish, and nobody says so (in a network namespace)',
    short: 'black hole',
    isDrawn: true,
  },
  flapping: { title: 'the links to Redis are cut and mended every 0.4 s', short: 'flapping', isDrawn: false },
  'link-cut': {
    title: 'the link of one of the two replicas is cut, and logouts go to the other',
    short: 'one link cut',
    isDrawn: false,
  },
  'link-silent': {
    title: 'the link of one of the two replicas falls silent, and logouts go to the other',
    short: 'one link silent',
    isDrawn: true,
  },
  'restart-empty': {
    title: 'Redis is killed, and started again without its data',
    short: 'restarted empty',
    isDrawn: true,
  },
  failover: {
    title: 'the Redis master dies before its replicas were told of the last logouts, and one of them takes over',
    short: 'failover',
    isDrawn: true,
  },
  'failover-confirmed': {
    title:
      'the same with REVOCATION_REPLICAS=1: a logout that no replica has confirmed is answered 503 (session/memory does not start with it)',
    short: 'failover, confirmed',
    isDrawn: true,
  },
  eviction: {
    title: 'others fill a Redis that may evict (allkeys-lru)',
    short: 'eviction',
    isDrawn: true,
  },
};

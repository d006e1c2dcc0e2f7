// Which server is the master now, as far as the client knows that writes to it.
import type { RedisPlace } from '../config/redis-env.ts';
import type { MasterAddress } from './fence-link.ts';
import { hashSlot } from './hash-slot.ts';

/** A client of `connectRedisClient`, and where it was told to connect. */
export interface Deployed {
  readonly redis: unknown;
  readonly place: RedisPlace;
}

interface Node {
  readonly host: string;
  readonly port: number;
}

/** Of node-redis's clients, what says where they write. */
interface Cluster {
  readonly masters: readonly Node[];
  readonly slots: readonly { readonly master: Node }[];
}
interface Sentinel {
  getMasterNode(): Node | undefined;
}

/** Of the key. @throws {Error} none is known now */
export const masterOf = ({ redis, place }: Deployed, key: string): MasterAddress => {
  switch (place.form) {
    case 'single':
      return { url: place.url };
    case 'cluster':
      return known((redis as Cluster).slots[hashSlot(key)]?.master);
    case 'sentinel':
      return known((redis as Sentinel).getMasterNode());
    default:
      return place satisfies never;
  }
};

/** All of them. @throws {Error} none is known now */
export const mastersOf = ({ redis, place }: Deployed): readonly MasterAddress[] => {
  switch (place.form) {
    case 'single':
      return [{ url: place.url }];
    case 'cluster':
      return (redis as Cluster).masters.map(known);
    case 'sentinel':
      return [known((redis as Sentinel).getMasterNode())];
    default:
      return place satisfies never;
  }
};

const known = (node: Node | undefined): MasterAddress => {
  if (node === undefined) throw new Error('no master is known');
  return { host: node.host, port: node.port };
};

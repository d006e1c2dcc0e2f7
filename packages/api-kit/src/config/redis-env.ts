// Where Redis is: one server, a Cluster, or a master that Sentinels name; exactly one of the three.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { list } from './field.ts';

const REDIS_ADDRESS = /^rediss?:\/\//u;
const NODE = /^(?:rediss?:\/\/\S+|[^\s/@]+:\d{1,5})$/u;
const nodes = list.refine((words) => words.length > 0 && words.every((word) => NODE.test(word)), {
  message: 'must be host:port pairs or redis:// addresses, separated by commas',
});

/** Spread into `apiEnv`. */
export const redisEnv = {
  REDIS_URL: z.string().regex(REDIS_ADDRESS, 'must start with redis:// or rediss://').optional(),
  REDIS_CLUSTER_NODES: nodes.optional(),
  REDIS_SENTINELS: nodes.optional(),
  REDIS_SENTINEL_MASTER: z.string().optional(),
  REDIS_USERNAME: z.string().optional(),
  REDIS_PASSWORD: z.string().optional(),
  REDIS_CA_FILE: z
    .string()
    .transform((path, context) => {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        context.addIssue({ code: 'custom', message: 'names a file that cannot be read' });
        return z.NEVER;
      }
    })
    .optional(),
} as const;

type RedisEnv = z.output<z.ZodObject<typeof redisEnv>>;

/** One of the ways in which Redis is deployed. */
export type RedisPlace =
  | { readonly form: 'single'; readonly url: string }
  | { readonly form: 'cluster'; readonly nodes: readonly string[] }
  | { readonly form: 'sentinel'; readonly nodes: readonly string[]; readonly master: string };

/** How to get in, wherever it is. */
export interface RedisAccess {
  readonly username?: string;
  readonly password?: string;
  /** PEM; only what it signed is trusted. */
  readonly ca?: string;
}

/** Undefined unless exactly one form is given, and whole. */
export const redisPlaceOf = (env: Partial<RedisEnv>): RedisPlace | undefined => {
  const {
    REDIS_URL: url,
    REDIS_CLUSTER_NODES: cluster,
    REDIS_SENTINELS: sentinels,
    REDIS_SENTINEL_MASTER: master,
  } = env;
  if ([url, cluster, sentinels].filter((form) => form !== undefined).length !== 1) return undefined;
  if (url !== undefined) return { form: 'single', url };
  if (cluster !== undefined) return { form: 'cluster', nodes: cluster };
  return sentinels === undefined || master === undefined ? undefined : { form: 'sentinel', nodes: sentinels, master };
};

export const redisAccessOf = ({ REDIS_USERNAME, REDIS_PASSWORD, REDIS_CA_FILE }: RedisEnv): RedisAccess => ({
  ...(REDIS_USERNAME === undefined ? {} : { username: REDIS_USERNAME }),
  ...(REDIS_PASSWORD === undefined ? {} : { password: REDIS_PASSWORD }),
  ...(REDIS_CA_FILE === undefined ? {} : { ca: REDIS_CA_FILE }),
});

/** A rule for the whole environment; it is looked at even when single keys are faulty, so that all faults show at once. */
export const oneRedis: [
  isKept: (env: Partial<RedisEnv>) => boolean,
  rule: { path: string[]; message: string; when: () => boolean },
] = [
  (env) => redisPlaceOf(env) !== undefined,
  {
    path: ['REDIS_URL'],
    message: 'set it, or REDIS_CLUSTER_NODES, or REDIS_SENTINELS with REDIS_SENTINEL_MASTER; exactly one of the three',
    when: () => true,
  },
];

// The schemes and strategies as schemas: which column of the page is meant.
import { type Scheme, STRATEGIES } from '@authlab/contract';
import { z } from 'zod';

export const SCHEMES = ['session', 'jwt'] as const satisfies readonly Scheme[];

export const schemeSchema = z.enum(SCHEMES);

export const strategySchema = z.enum(STRATEGIES);

/** Of each API. */
export const REPLICA_COUNT = 3;

/** Which replica of its scheme: 0, 1 or 2. */
export const replicaIndexSchema = z
  .number()
  .int()
  .min(0)
  .max(REPLICA_COUNT - 1);

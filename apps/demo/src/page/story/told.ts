// What a sentence is told from: one answer of an API, and what its wire has shown.
import type { Exchange } from '../../protocol/exchange.ts';
import type { Answer } from '../model/model.ts';

export interface Told {
  readonly answer: Answer;
  /** Absent until the server has told it, some 50 ms after the answer. */
  readonly exchange: Exchange | undefined;
  /** How many login sessions a list had. */
  readonly deviceCount: number | undefined;
}

/** As people count them, from 1. */
export const replicaName = (exchange: Exchange | undefined): string =>
  exchange?.replica === undefined ? 'The replica' : `Replica ${exchange.replica + 1}`;

export const commandCount = (exchange: Exchange | undefined): number =>
  exchange?.redisCommands.filter(({ insideScript }) => !insideScript).length ?? 0;

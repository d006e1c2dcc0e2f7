// A procedure step by step, each with the real value at hand: from the last login and the last request of a column.
import type { Strategy } from '@authlab/contract';
import type { Exchange } from '../../protocol/exchange.ts';
import type { MarkedText } from '../../protocol/marked-text.ts';
import type { RedisCommand } from '../../protocol/redis-command.ts';

export interface Step {
  readonly title: string;
  /** What happens, in a line. */
  readonly text: string;
  /** What was really sent or stored; absent while it has not happened yet. */
  readonly value: MarkedText | undefined;
  /** What this step cost in Redis; absent where it can cost nothing. */
  readonly commands?: readonly RedisCommand[];
}

export interface Procedure {
  readonly strategy: Strategy;
  /** The last one that handed out a credential. */
  readonly login: Exchange | undefined;
  /** The last one that carried a credential. */
  readonly request: Exchange | undefined;
}

export const plain = (text: string): MarkedText => ({ text, secrets: [] });

export const headerOf = (side: Exchange['request'] | undefined, name: string): MarkedText | undefined =>
  side?.headers.find((header) => header.name === name)?.value;

export const roundTrips = (exchange: Exchange | undefined): readonly RedisCommand[] =>
  exchange?.redisCommands.filter(({ insideScript }) => !insideScript) ?? [];

export const requestLine = (exchange: Exchange | undefined): MarkedText | undefined =>
  exchange === undefined ? undefined : plain(`${exchange.method} ${exchange.path}`);

export const answerStep = ({ request }: Procedure): Step => ({
  title: 'The answer',
  text: 'The handler sees who is asking, and nothing of how that was found out.',
  value:
    request?.response === undefined
      ? undefined
      : plain(`${request.response.status} ${request.response.body?.text ?? request.response.statusText}`),
});

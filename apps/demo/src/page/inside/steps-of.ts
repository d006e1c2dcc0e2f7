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

const CHECKS: Readonly<Partial<Record<Strategy, string>>> = {
  'session/redis': 'GET',
  'session/tracked': 'GET',
  'jwt/denylist': 'MGET',
};

/** What the check of the credential cost, and what was spent on the action itself: the check comes first. */
export const splitCommands = ({
  strategy,
  request,
}: Procedure): Readonly<Record<'check' | 'action', readonly RedisCommand[]>> => {
  const all = roundTrips(request);
  const [first] = all;
  const isCheck = first !== undefined && first.name === CHECKS[strategy];
  return isCheck ? { check: [first], action: all.slice(1) } : { check: [], action: all };
};

export const answerStep = (procedure: Procedure): Step => {
  const { action } = splitCommands(procedure);
  const response = procedure.request?.response;
  return {
    title: 'The answer',
    text: 'The handler learns who is asking, does what was asked for, and answers.',
    value:
      response === undefined ? undefined : plain(`${response.status} ${response.body?.text ?? response.statusText}`),
    ...(action.length === 0 ? {} : { commands: action }),
  };
};

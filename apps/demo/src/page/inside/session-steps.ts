// The procedure of a server session, in five steps.
import { COOKIE_NAMES, type Strategy } from '@authlab/contract';
import {
  answerStep,
  headerOf,
  plain,
  type Procedure,
  requestLine,
  roundTrips,
  splitCommands,
  type Step,
} from './steps-of.ts';

export const sessionSteps = (procedure: Procedure): readonly Step[] => {
  const { strategy, login, request } = procedure;
  return [
    {
      title: 'No id yet',
      text: 'The browser sends email and password; no cookie says who it is.',
      value: requestLine(login),
    },
    {
      title: 'The server stores a session and hands out its id',
      text: STORES[strategy] ?? '',
      value: headerOf(login?.response, 'set-cookie'),
      commands: roundTrips(login),
    },
    {
      title: 'The browser sends the cookie by itself',
      text: `On each request; script cannot read it.${otherCookie(request)}`,
      value: headerOf(request?.request, 'cookie') ?? (request === undefined ? undefined : plain('no cookie')),
    },
    {
      title: 'The server looks the id up',
      text: LOOKS_UP[strategy] ?? '',
      value: lookedUp(procedure),
      commands: splitCommands(procedure).check,
    },
    withTouch(answerStep(procedure)),
  ];
};

const withTouch = (step: Step): Step =>
  step.commands?.some(({ name }) => name === 'PEXPIREAT') === true
    ? { ...step, text: `${step.text} Besides, the idle session’s end is put off, at most once a minute.` }
    : step;

/** Cookies know hosts, not ports. */
const otherCookie = (request: Procedure['request']): string =>
  headerOf(request?.request, 'cookie')?.text.includes(COOKIE_NAMES.jwt) === true
    ? ' The other API’s refresh cookie goes along: cookies do not know ports, and here both APIs are on one host.'
    : '';

const STORES: Readonly<Partial<Record<Strategy, string>>> = {
  'session/redis': 'All that it must remember is in Redis. The cookie is only a random name for it.',
  'session/tracked': 'All that it must remember is in Redis. The cookie is only a random name for it.',
  'session/memory': 'All that it must remember is in the memory of this one replica.',
};

const LOOKS_UP: Readonly<Partial<Record<Strategy, string>>> = {
  'session/redis': 'In Redis, on each request: so it always knows whether the session has ended.',
  'session/tracked': 'In its own memory, and in Redis only if it has no copy, or was told that it changed.',
  'session/memory': 'In its own memory: it can only find what was stored on the same replica.',
};

const lookedUp = ({ request }: Procedure) => {
  if (request?.response === undefined) return undefined;
  const { status } = request.response;
  const where = request.replica === undefined ? 'no replica' : `replica ${request.replica + 1}`;
  if (status === 401) return plain(`${where}: no such session`);
  return plain(status >= 500 ? `${where}: the store did not answer` : `${where}: found`);
};

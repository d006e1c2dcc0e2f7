// What a success of the session api means, in one plain sentence.
import type { Strategy } from '@authlab/contract';
import type { ActionId } from '../action/action-id.ts';
import { commandCount, replicaName, type Told } from './told.ts';

type Say = (told: Told) => string;

const isMemory = ({ answer }: Told): boolean => answer.strategy === 'session/memory';
const place = (told: Told): string =>
  isMemory(told) ? `the memory of ${replicaName(told.exchange).toLowerCase()}` : 'Redis';

const SAYINGS: Readonly<Record<ActionId, Say>> = {
  login: (told) =>
    isMemory(told)
      ? `${replicaName(told.exchange)} keeps the session in its own memory: the other replicas will not know this cookie.`
      : 'Redis now holds the session under a random id; the browser got only that id, in a cookie that script cannot read.',
  me: (told) => sayMe(told),
  devices: ({ deviceCount = 0 }) =>
    `The server knows each login session, so it can list them: ${deviceCount} at the moment.`,
  'second-device': () =>
    'A second session was stored. Its cookie is on the other device: list the devices to see both.',
  'remove-device': (told) => `That device’s session is gone from ${place(told)}: its next request is refused.`,
  refresh: () => 'A session has nothing to refresh.',
  logout: (told) => `The session is deleted from ${place(told)}: its id opens nothing any more, whoever has a copy.`,
  'logout-everywhere': (told) => `Every session of this user is deleted from ${place(told)}: all copies are dead.`,
  password: () => 'Every other session is deleted and this one got a new id: a copy of the old cookie is worthless.',
  roles: () => 'The role was changed inside the live sessions: it holds from the next request on, without a new login.',
  disable: (told) => `The account is closed and all its sessions are deleted from ${place(told)}.`,
  enable: () => 'The account may log in again. The sessions that were deleted stay deleted.',
};

const ME: Readonly<Partial<Record<Strategy, Say>>> = {
  'session/memory': ({ exchange }) =>
    `${replicaName(exchange)} found the session in its own memory. Another replica would have answered 401.`,
  'session/tracked': ({ exchange }) =>
    commandCount(exchange) === 0
      ? `${replicaName(exchange)} had the session in memory, and Redis promises to tell it when that is no longer true.`
      : `${replicaName(exchange)} read the session from Redis and keeps it in memory for the next time.`,
};

const sayMe: Say = (told) =>
  ME[told.answer.strategy]?.(told) ??
  `${replicaName(told.exchange)} looked the id up in Redis, so it knows at this moment that the session lives.`;

export const saySession: Say = (told) => SAYINGS[told.answer.action](told);

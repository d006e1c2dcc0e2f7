// How large a cookie may be, and whether the session's cookie ever comes near.
import { COOKIE_NAMES, MAX_COOKIE_BYTES } from '@authlab/contract';
import type { ConsoleMessage } from 'playwright-core';
import { createClient } from 'redis';
import { addressOf, type Scene } from '../scene/scene.ts';
import { logIn } from '../scene/log-in.ts';
import type { Fact } from './fact.ts';

const HOW = 'a page sets the cookie by Set-Cookie; read back from the Cookie header of the next request';

/** Name and value together, as browsers count. */
const keeps = async (scene: Scene, bytes: number): Promise<string> => {
  await using visit = await scene.visit();
  const noises: string[] = [];
  const listen = (message: ConsoleMessage): void => void noises.push(message.text());
  visit.page.on('console', listen);
  const address = addressOf('localhost', scene.stranger);
  const answer = await visit.page.goto(`${address}/?set=${'c'.repeat(10)}=${'x'.repeat(bytes - 10)}`);
  const tag = `size-${bytes}`;
  await visit.page.goto(`${address}/?tag=${tag}`);
  const [seen] = scene.stranger.seen(tag);
  visit.page.off('console', listen);
  const fate = seen?.cookieNames.length === 1 ? 'kept' : 'dropped';
  return `${fate}; the answer was ${answer?.status()}, and the console said ${noises.length === 0 ? 'nothing' : 'something'}`;
};

interface SessionSize {
  readonly cookieBytes: number;
  readonly storedBytes: number;
}

interface RedisReader {
  type(key: string): Promise<string>;
  get(key: string): Promise<string | null>;
}

/** The index of the user's sessions has a name like theirs, and is no string. */
const storedSession = async (redis: RedisReader, keys: readonly string[]): Promise<string> => {
  for (const key of keys) {
    if ((await redis.type(key)) === 'string') return (await redis.get(key)) ?? '';
  }
  throw new Error('the session is not in Redis');
};

const sessionSize = async (scene: Scene, device: string): Promise<SessionSize> => {
  await using visit = await scene.visit();
  await logIn(scene, visit.page, { scheme: 'session', email: await scene.register(), device });
  const cookies = await visit.context.cookies();
  const { name = '', value = '' } = cookies.find((cookie) => cookie.name === COOKIE_NAMES.session) ?? {};
  // In the cookie, some letters of the random signature take three bytes instead of one.
  const plain = decodeURIComponent(value);
  const sessionId = plain.slice('s:'.length).split('.')[0];
  const redis = await createClient({ url: scene.redis.url }).connect();
  try {
    const stored = await storedSession(redis, await redis.keys(`*${sessionId}*`));
    return { cookieBytes: name.length + plain.length, storedBytes: stored.length };
  } finally {
    redis.destroy();
  }
};

export const cookieSizeFacts: readonly Fact[] = [
  {
    id: 'cookie-4096-bytes',
    question: `Is a cookie of ${MAX_COOKIE_BYTES} bytes (name and value) kept?`,
    expected: 'kept; the answer was 200, and the console said nothing',
    how: HOW,
    observe: async (scene) => await keeps(scene, MAX_COOKIE_BYTES),
  },
  {
    id: 'cookie-4097-bytes',
    question: `Is a cookie of ${MAX_COOKIE_BYTES + 1} bytes kept, and does anybody hear of it?`,
    expected: 'dropped; the answer was 200, and the console said nothing',
    how: HOW,
    observe: async (scene) => await keeps(scene, MAX_COOKIE_BYTES + 1),
  },
  {
    id: 'session-cookie-size',
    question: 'Does the cookie of a session grow when the session stores more?',
    expected: 'the stored session grew, its cookie did not',
    how: 'two logins at session-api, one with a device name of 100 characters; cookie from the jar, session from Redis',
    observe: async (scene) => {
      const [small, large] = [await sessionSize(scene, 'x'), await sessionSize(scene, 'x'.repeat(100))];
      const grew = (what: keyof SessionSize): boolean => large[what] !== small[what];
      return `the stored session ${grew('storedBytes') ? 'grew' : 'did not grow'}, its cookie ${grew('cookieBytes') ? 'did too' : 'did not'}`;
    },
  },
];

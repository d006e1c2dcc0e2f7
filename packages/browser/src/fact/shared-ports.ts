// Cookies know hosts, not ports: two servers on one host share them.
import { randomUUID } from 'node:crypto';
import { COOKIE_NAMES } from '@authlab/contract';
import { call } from '../in-page/call.ts';
import { logIn } from '../scene/log-in.ts';
import { addressOf } from '../scene/scene.ts';
import type { Fact } from './fact.ts';

export const sharedPortFacts: readonly Fact[] = [
  {
    id: 'ports-share-cookies',
    question: 'Is a cookie that one port of localhost has set sent to another port?',
    expected: 'yes',
    how: 'one page sets it; read from the Cookie header that arrived at a server on another port',
    observe: async (scene) => {
      await using visit = await scene.visit();
      await visit.page.goto(`${addressOf('localhost', scene.stranger)}/?set=shared=1`);
      await visit.page.goto(`${addressOf('localhost', scene.friend)}/?tag=shared`);
      return scene.friend.seen('shared')[0]?.cookieNames.includes('shared') === true ? 'yes' : 'no';
    },
  },
  {
    id: 'ports-overwrite-cookies',
    question: 'Do two ports that set a cookie of the same name overwrite each other’s?',
    expected: 'yes: one cookie is left, that of the last',
    how: 'both set it; the jar of the browser',
    observe: async ({ visit, stranger, friend }) => {
      await using visitor = await visit();
      await visitor.page.goto(`${addressOf('localhost', stranger)}/?set=same=stranger`);
      await visitor.page.goto(`${addressOf('localhost', friend)}/?set=same=friend`);
      const values = (await visitor.context.cookies()).map(({ value }) => value);
      return values.join() === 'friend' ? 'yes: one cookie is left, that of the last' : `no: ${values.join(', ')}`;
    },
  },
  {
    id: 'ports-both-apis',
    question: 'Can one browser be logged in at both APIs on one host?',
    expected: 'yes: both cookies go to both APIs, and their names keep them apart',
    how: 'two logins; the cookies of a call to each API as they arrived, and both answers',
    observe: async (scene) => {
      await using visit = await scene.visit();
      const email = await scene.register();
      await logIn(scene, visit.page, { scheme: 'jwt', email });
      await logIn(scene, visit.page, { scheme: 'session', email });
      const { session, jwt } = scene.gates;
      const tag = randomUUID();
      const calls = [
        { url: `${session.url}/me?tag=${tag}`, method: 'GET' },
        { url: `${jwt.url}/auth/refresh?tag=${tag}`, method: 'POST' },
      ];
      for (const sent of calls) {
        const answer = await visit.page.evaluate(call, sent);
        if (answer.state !== 'read' || answer.status !== 200) return `no: ${sent.url} is not answered`;
      }
      const names = [session, jwt].flatMap((gate) => gate.arrivals(tag)).flatMap(({ cookieNames }) => cookieNames);
      const both = [...Object.values(COOKIE_NAMES), ...Object.values(COOKIE_NAMES)].toSorted().join();
      const isBoth = names.toSorted().join() === both;
      return isBoth ? 'yes: both cookies go to both APIs, and their names keep them apart' : `only ${names.join(', ')}`;
    },
  },
];

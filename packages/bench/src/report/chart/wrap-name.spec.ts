// Names of targets on narrow charts: whole words, few lines.
import { expect, it } from '@jest/globals';
import { wrapName } from './wrap-name.ts';

it.each([
  ['jwt/stateless', ['jwt/stateless']],
  ['session/tracked', ['session/', 'tracked']],
  ['jwt/stateless@uncached', ['jwt/stateless', '@uncached']],
  ['session/redis@touch-each-request', ['session/redis', '@touch-each-', 'request']],
  ['recipe/nest-passport-session', ['recipe/nest-', 'passport-', 'session']],
  ['recipe/better-auth-cookie-cache', ['recipe/', 'better-auth-', 'cookie-cache']],
])('%s', (name, lines) => {
  expect(wrapName(name).split('\n')).toEqual(lines);
});

// What each choice is worth: pairs of targets that differ in one thing alone.
import type { TargetName } from '../../target/target-name.ts';

export interface Knob {
  /** What is changed, for people. */
  readonly name: string;
  readonly from: TargetName;
  readonly to: TargetName;
}

export const KNOBS: readonly Knob[] = [
  {
    name: 'put the idle end of a session off with each request, not once a minute',
    from: 'session/redis',
    to: 'session/redis@touch-each-request',
  },
  {
    name: 'verify the signature with each request, not once per token',
    from: 'jwt/stateless',
    to: 'jwt/stateless@uncached',
  },
  { name: 'sign with RS256 instead of HS256', from: 'jwt/stateless@uncached', to: 'jwt/stateless@RS256-uncached' },
  { name: 'sign with ES256 instead of HS256', from: 'jwt/stateless@uncached', to: 'jwt/stateless@ES256-uncached' },
  {
    name: 'give jsonwebtoken its secret as a string instead of a KeyObject',
    from: 'recipe/nest-jwt@key-object',
    to: 'recipe/nest-jwt',
  },
  {
    name: 'let passport restore the user with each request, not at the login alone',
    from: 'recipe/nest-passport-session@no-passport',
    to: 'recipe/nest-passport-session',
  },
  { name: 'carry 2 KiB of claims in the token', from: 'recipe/nest-jwt', to: 'recipe/nest-jwt@2-kib-claims' },
  {
    name: 'keep 2 KiB of data in the session',
    from: 'recipe/nest-passport-session',
    to: 'recipe/nest-passport-session@2-kib-claims',
  },
];

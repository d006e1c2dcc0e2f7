// How a comparator with bearer credentials answers a login.
import { LIFETIME_SECONDS } from './config.ts';

export interface TokenAnswer {
  readonly accessToken: string;
  readonly tokenType: 'Bearer';
  readonly expiresIn: number;
}

export const tokenAnswer = (accessToken: string): TokenAnswer => ({
  accessToken,
  tokenType: 'Bearer',
  expiresIn: LIFETIME_SECONDS,
});

// Logs in from a page, as a single-page application does: the browser keeps what it is given.
import type { Scheme } from '@authlab/contract';
import type { Page } from 'playwright-core';
import { call, type Reading } from '../in-page/call.ts';
import { addressOf, PASSWORD, type Scene } from './scene.ts';

export interface LoginInput {
  readonly scheme: Scheme;
  readonly email: string;
  readonly device?: string;
}

/** From the trusted page on the same host; the page stays open. @throws {Error} when the API or the browser refuses */
export const logIn = async (
  { gates, friend }: Scene,
  page: Page,
  { scheme, ...login }: LoginInput,
): Promise<Reading & { readonly state: 'read' }> => {
  await page.goto(addressOf('localhost', friend));
  const answer = await page.evaluate(call, {
    url: `${gates[scheme].url}/auth/login`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...login, password: PASSWORD }),
  });
  if (answer.state === 'read' && answer.status === 200) return answer;
  throw new Error(`the login was ${answer.state === 'read' ? `answered ${answer.status}` : answer.state}`);
};

/** The body of the login of the jwt scheme is all that script gets. */
export const accessTokenOf = ({ body }: { readonly body: string }): string =>
  (JSON.parse(body) as { accessToken: string }).accessToken;

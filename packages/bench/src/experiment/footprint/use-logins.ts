// Uses login sessions as their owners would.
import { clientAt, type Login } from '../../target/log-in.ts';
import type { Solo } from '../../target/open-solo.ts';
import { TargetError } from '../../target/target-error.ts';

const AT_ONCE = 16;

/**
 * `GET /me` with each of them, and once more: the touch that comes with the first use of a session makes what a replica remembers
 * of it untrue.
 *
 * @throws {TargetError} when one is refused
 */
export const useTwice = async (solo: Solo, logins: readonly Login[]): Promise<void> => {
  await useAll(solo, logins);
  await useAll(solo, logins);
};

const useAll = async (solo: Solo, logins: readonly Login[]): Promise<void> => {
  for (let start = 0; start < logins.length; start += AT_ONCE) {
    const batch = logins.slice(start, start + AT_ONCE);
    const answers = await Promise.all(batch.map((login) => clientAt(login, solo.pool).send('me')));
    const wrong = answers.find(({ status }) => status !== 200);
    if (wrong !== undefined) throw new TargetError(`${solo.target}: the answer to GET /me is ${wrong.status}`);
  }
};

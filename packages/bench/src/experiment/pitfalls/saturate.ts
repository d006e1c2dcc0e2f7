// One server at saturation, measured cold and warm, from outside and by itself.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROUTES } from '@authlab/contract';
import { makeApiSecrets, openStack } from '@authlab/stack';
import { request as send } from 'undici';
import type { LoadPool } from '../../load/load-pool.ts';
import { runClosedLoop } from '../../load/run-closed-loop.ts';
import type { PreparedRequest } from '../../load/send-request.ts';
import type { Saturation } from '../../result/raw-record.ts';
import { type Login, logInAll, meRequest, registerAccounts } from '../../target/log-in.ts';
import { COMPLETED_HEADER, encodeSelfLoad, SELF_LOAD_HEADER } from '../../target/self-load-header.ts';
import { TargetError } from '../../target/target-error.ts';
import type { TargetName } from '../../target/target-name.ts';
import { verifyTarget } from '../../target/verify-target.ts';
import { startProcess } from '../cost/start-process.ts';
import type { ExperimentContext } from '../experiment.ts';

/** Both the generator's and the server's process are busy with as few; more only queue. */
const CONNECTIONS = 32;
const TIMEOUT_MS = 5000;
const RESULT_AFTER_MS = 300;

/** @throws {TargetError} when it does not start, does wrong, or refuses what it should answer */
export const saturate = async (target: TargetName, context: ExperimentContext): Promise<Saturation> => {
  const { signal, profile } = context;
  const { slices, users } = profile.pitfalls;
  await using stack = await context.stack.own(() => openStack());
  const databaseFile = join(await stack.folder('users'), 'users.db');
  const place = { target, databaseFile, secrets: makeApiSecrets(), redisDelayMs: 0, signal };
  const { pool, redis } = await startProcess(stack, { ...place, preload: 'self-load' });
  const logins = await logInAll(target, pool, await registerAccounts(target, pool, users));
  const requests = logins.map(meRequest);
  const loop = async (seconds: number): Promise<number> =>
    await closedLoop({ target, pool, requests, seconds, signal });
  const coldPerSec = await loop(slices.coldSeconds);
  await verifyTarget({ target, login: logins[0] as Login, redis });
  await loop(slices.warmupSeconds);
  return {
    coldPerSec,
    warmPerSec: await loop(slices.seconds),
    byItselfPerSec: await selfLoad({ target, pool, requests, seconds: slices.seconds, signal }),
  };
};

interface Slice {
  readonly target: TargetName;
  readonly pool: LoadPool;
  readonly requests: readonly PreparedRequest[];
  readonly seconds: number;
  readonly signal: AbortSignal;
}

const closedLoop = async ({ target, ...slice }: Slice): Promise<number> => {
  const loop = { ...slice, connections: CONNECTIONS, timeoutMs: TIMEOUT_MS };
  const { counts, completedPerSec } = await runClosedLoop(loop);
  if (counts.unexpected > 0 || counts.completed === 0) {
    throw new TargetError(`${target}: ${counts.unexpected} of ${counts.completed} answers were not 200`);
  }
  return completedPerSec;
};

/** Asks the server to load itself, waits, and asks for the result; the control arm carries both questions. */
const selfLoad = async ({ target, pool, requests, seconds, signal }: Slice): Promise<number> => {
  const asked = requests.slice(0, FEW).map(({ path, headers }) => ({ path, headers: { ...headers } }));
  const ask = async (value: string) => {
    const { headers, body } = await send(pool.origin + ROUTES.public.path, { headers: { [SELF_LOAD_HEADER]: value } });
    await body.dump();
    return headers[COMPLETED_HEADER];
  };
  await ask(encodeSelfLoad({ requests: asked, connections: CONNECTIONS, seconds }));
  await sleep(seconds * 1000 + RESULT_AFTER_MS, undefined, { signal });
  const completedPerSec = Number(await ask('result'));
  if (!Number.isFinite(completedPerSec)) throw new TargetError(`${target} could not load itself`);
  return completedPerSec;
};

/** The order has to fit into a request's headers, of which node takes 16 KiB. */
const FEW = 10;

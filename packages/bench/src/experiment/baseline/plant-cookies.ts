// Session fixation: a victim logs in on a browser in which the cookie of an attacker stands. Whose account does that
// cookie open afterwards?
import { principalSchema } from '@authlab/contract';
import type { PlantingRecord } from '../../result/baseline-record.ts';
import { logIn } from '../../target/log-in.ts';
import type { AttackedSide } from './attacked-side.ts';

/** @throws {Error} when the victim cannot log in there */
export const plantCookies = async (side: AttackedSide, rounds: number): Promise<PlantingRecord[]> => {
  const records: PlantingRecord[] = [];
  for (let round = 0; round < rounds; round += 1) records.push(await plantOnce(side, round));
  return records;
};

const plantOnce = async ({ target, pool, attacker, victim }: AttackedSide, round: number): Promise<PlantingRecord> => {
  const { client } = await logIn(target, pool, attacker);
  const { email, password } = victim;
  const { status } = await client.copy().send('login', { body: { email, password } });
  if (status !== 200) throw new Error(`${target}: a login with an older cookie answers ${status}`);
  const opened = principalSchema.safeParse((await client.send('me')).body).data?.id;
  const known = { type: 'baseline-planting', target, round } as const;
  if (opened === victim.id) return { ...known, opens: 'victim' };
  return opened === attacker.id ? { ...known, opens: 'attacker' } : known;
};

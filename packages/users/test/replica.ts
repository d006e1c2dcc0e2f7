// A process that opens the store at the same instant as others, and works on the same users.
import { setTimeout as sleep } from 'node:timers/promises';
import { EmailTakenError } from '../src/email-taken-error.ts';
import { openUserStore } from '../src/store/open-user-store.ts';
import { newUser } from '../src/user.ts';

const [url = '', startAtMs = '', email = '', raises = ''] = process.argv.slice(2);

const main = async (): Promise<void> => {
  // All awake at once; were they to spin until then, the cores would start them one by one.
  await sleep(Number(startAtMs) - Date.now());
  const { users, close } = await openUserStore(url);
  const registered = await tryInsert(users);
  const user = await users.findByEmail(email);
  if (user === undefined) throw new Error('the user was inserted, by whichever process');
  const epochs: (number | undefined)[] = [];
  for (let count = 0; count < Number(raises); count += 1) epochs.push(await users.raiseEpoch(user.id));
  await close();
  process.stdout.write(JSON.stringify({ registered, epochs }));
};

const tryInsert = async (users: Awaited<ReturnType<typeof openUserStore>>['users']): Promise<boolean> => {
  try {
    await users.insert(newUser({ email, displayName: 'Ada', passwordHash: 'hash', roles: ['user'] }));
    return true;
  } catch (error) {
    if (error instanceof EmailTakenError) return false;
    throw error;
  }
};

await main();

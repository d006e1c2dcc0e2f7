// Stories of a victim who is away: nothing ends the theft but time.
import { logIn } from '../../target/log-in.ts';
import { loginSessionsOf, type Scene, type Story, type StoryEnd } from './scene.ts';

const CHECK_AFTER_IDLE_MS = 800;
/** What the login itself leaves behind is no use. */
const USED_LATER_MS = 500;

/** The thief has the access credential: a session cookie, or an access token. */
export const silence: Story = {
  lifetimes: 'short',
  isVictimAway: true,
  play: async (scene) => {
    const [found] = await Promise.all([checkAfterIdle(scene), scene.at(scene.profile.absoluteSeconds * 1000)]);
    return found;
  },
};

/** The thief has the refresh token too, and uses it in time. */
export const silenceWithRefresh: Story = {
  lifetimes: 'short',
  only: 'jwt',
  isVictimAway: true,
  play: async (scene) => {
    const [found] = await Promise.all([checkAfterIdle(scene), refreshUntilRefused(scene)]);
    return found;
  },
};

/** Is a login that nobody used over by then? And would the victim see that the stolen one is in use? */
const checkAfterIdle = async ({ profile, stage, other, account, stolen, at }: Scene): Promise<StoryEnd> => {
  await at(profile.idleSeconds * 1000 + CHECK_AFTER_IDLE_MS);
  const { status } = await other.client.send(other.client.scheme === 'jwt' ? 'refresh' : 'me');
  const { client } = await logIn(stage.target, stage.victimPool, account);
  const listed = (await loginSessionsOf(client)).find(({ id }) => id === stolen.id);
  const isMoved = listed !== undefined && Date.parse(listed.lastSeenAt) > Date.parse(stolen.createdAt) + USED_LATER_MS;
  return { unusedStatus: status, signal: isMoved ? 'last use moved' : 'nothing' };
};

const refreshUntilRefused = async ({ profile, thief, at, act }: Scene): Promise<void> => {
  const everyMs = (Math.min(profile.idleSeconds, profile.accessTtlSeconds) * 1000) / 2;
  for (let turn = 1; ; turn += 1) {
    await at(turn * everyMs);
    if ((await act('thief', 'refresh', () => thief.send('refresh'))).status !== 200) return;
  }
};
